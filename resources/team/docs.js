// The OpenAPI description of this server, for people. A page of our own, so that nothing is fetched from elsewhere.
const make = (name, text = "", ...children) => {
  const element = document.createElement(name);
  element.textContent = text;
  element.append(...children);
  return element;
};

const table = (heads, lines) => {
  const head = make("tr", "", ...heads.map((text) => make("th", text)));
  const body = lines.map((cells) => make("tr", "", ...cells.map((text) => make("td", text))));
  return make("table", "", head, ...body);
};

const kindOf = (schema = {}) => {
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.enum) return schema.enum.join(" | ");
  if (schema.anyOf) return schema.anyOf.map(kindOf).join(" | ");
  if (schema.type === "array") return `[${kindOf(schema.items)}]`;
  return [schema.type, schema.format].filter(Boolean).join(", ");
};

const parts = (properties = {}, required = []) =>
  Object.entries(properties).map(([name, schema]) => [
    required.includes(name) ? `${name} *` : name,
    kindOf(schema),
    schema.default === undefined ? "" : String(schema.default),
    schema.description || "",
  ]);

const curl = (method, path, body) =>
  ["curl", method === "get" ? "" : `-X ${method.toUpperCase()}`, "-H 'Authorization: Bearer TOKEN'",
    body, `${location.origin}${path}`].filter(Boolean).join(" ");

const described = (method, path, operation) => {
  const box = make("details", "", make("summary", "", make("strong", `${method.toUpperCase()} ${path} `),
    make("span", operation.summary || "")));
  if (operation.description) box.append(make("p", operation.description));
  const form = operation.requestBody?.content["multipart/form-data"]?.schema;
  const json = operation.requestBody?.content["application/json"]?.schema;
  const body = form ? "-F file=@document.pdf" : json ? "-d @body.json" : "";
  box.append(make("p", "", make("code", curl(method, path, body))));
  const asked = (operation.parameters || []).map((each) => [
    `${each.name}${each.in === "header" ? " (header)" : ""}${each.required ? " *" : ""}`, kindOf(each.schema),
    each.schema.default === undefined ? "" : String(each.schema.default), each.description || each.schema.description || "",
  ]);
  const sent = form || json;
  const fields = [...asked, ...(sent ? parts(sent.properties, sent.required) : [])];
  if (fields.length) box.append(table(["field", "kind", "if not given", ""], fields));
  box.append(make("p"), table(["answer", "kind", ""], Object.entries(operation.responses).map(([status, answer]) => {
    const [type, content] = Object.entries(answer.content || {})[0] || ["", {}];
    return [status, kindOf(content.schema) || type, answer.description || ""];
  })));
  return box;
};

const description = await (await fetch("/openapi.json")).json();
const place = document.querySelector("#operations");
for (const [path, methods] of Object.entries(description.paths)) {
  for (const [method, operation] of Object.entries(methods)) place.append(described(method, path, operation));
}
for (const [name, schema] of Object.entries(description.components.schemas)) {
  if (!schema.properties) continue;
  place.append(make("details", "", make("summary", name), table(["field", "kind", "if not given", ""],
    parts(schema.properties, schema.required))));
}
