// Drop a PDF or a picture, watch it, fetch the result. Everything is asked of the server that the page came from.
import { language, words } from "/assets/words.js";

const RETRY_MS = 3000;
const ENDED = ["SUCCESS", "FAILURE", "REVOKED"];
const find = (selector, within = document) => within.querySelector(selector);

const access = find("#access");
const drop = find("#drop");
const notice = find("#notice");
const rows = new Map();

function speak(within) {
  for (const element of within.querySelectorAll("[data-word]")) element.textContent = words[element.dataset.word];
}

function headers() {
  const token = sessionStorage.getItem("token");
  return token ? { Authorization: `Bearer ${token}` } : {};
}

function tell(text) {
  notice.textContent = text;
  notice.hidden = !text;
}

// The answer, or an error with the server's own words. A refused token brings up the field for it.
async function ask(path, options = {}) {
  const answer = await fetch(path, { ...options, headers: headers() });
  if (answer.ok) return answer;
  if (answer.status === 401) access.hidden = false;
  const failure = await answer.json();
  throw Object.assign(new Error(`${failure.message} ${failure.advice}`.trim()), { status: answer.status });
}

// A failure in words; what the browser itself throws means that the server is away.
const said = (error) => (error.status ? error.message : words.away);

function rowFor(key, name, place = "prepend") {
  const row = find("#task").content.firstElementChild.cloneNode(true);
  speak(row);
  find(".name", row).textContent = name;
  find("#tasks")[place](row);
  rows.set(key, row);
  return row;
}

function show(row, task) {
  const { status, progress, result, error_info: failure } = task;
  row.dataset.status = status;
  row.classList.toggle("bad", status === "FAILURE");
  find(".state", row).textContent = words[status];
  const bar = find("progress", row);
  bar.max = progress.total || 1;
  bar.value = progress.done;
  bar.hidden = ENDED.includes(status);
  const details = [words.pages(progress.done, progress.total)];
  if (result && result.pages_to_check) details.push(words.check(result.pages_to_check));
  find(".detail", row).textContent = failure ? `${failure.message} ${failure.advice}` : details.join(" · ");
  find(".remove", row).textContent = ENDED.includes(status) ? words.remove : words.cancel;
  if (result) offer(row, task);
}

function offer(row, task) {
  const choice = find(".format", row);
  if (choice.options.length) return;
  for (const format of Object.keys(task.result.links)) choice.add(new Option(format.toUpperCase(), format));
  find(".fetching", row).hidden = find(".fetch", row).hidden = false;
  find(".fetch", row).addEventListener("click", () => attempt(() => save(task.result.links[choice.value])));
}

async function save(link) {
  const answer = await ask(link);
  const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition"));
  const address = URL.createObjectURL(await answer.blob());
  const anchor = Object.assign(document.createElement("a"), {
    href: address,
    download: name ? decodeURIComponent(name[1]) : "",
  });
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

async function attempt(action) {
  tell("");
  try {
    return await action();
  } catch (error) {
    tell(said(error));
    return null;
  }
}

function follow(row, task) {
  show(row, task);
  find(".remove", row).addEventListener("click", () =>
    attempt(async () => {
      await ask(`/process-pdf/${task.task_id}`, { method: "DELETE" });
      row.remove();
      rows.delete(task.task_id);
    }),
  );
  if (!ENDED.includes(task.status)) watch(row, task.task_id);
}

// The events of a task until its end; the connection is made again whenever it breaks.
async function watch(row, id) {
  while (rows.has(id) && !ENDED.includes(row.dataset.status)) {
    try {
      const answer = await ask(`/process-pdf/events/${id}`);
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        text += piece.value;
        const events = text.split("\n\n");
        text = events.pop();
        for (const event of events) {
          const data = event.split("\n").find((line) => line.startsWith("data: "));
          if (data) show(row, JSON.parse(data.slice(6)));
        }
      }
    } catch (error) {
      if (error.status === 404) return;
      find(".detail", row).textContent = said(error);
    }
    if (!ENDED.includes(row.dataset.status)) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

async function send(file) {
  const form = new FormData();
  form.append("languages", find("#languages").value.trim());
  if (find("#password").value) form.append("password", find("#password").value);
  form.append("file", file);
  const row = rowFor(file.name, file.name);
  find(".state", row).textContent = words.sending;
  const accepted = await attempt(async () => (await ask("/process-pdf/", { method: "POST", body: form })).json());
  rows.delete(file.name);
  if (accepted === null) {
    row.remove();
    return;
  }
  rows.set(accepted.task_id, row);
  follow(row, {
    task_id: accepted.task_id, status: "PENDING", progress: { done: 0, total: null }, result: null, error_info: null,
  });
}

async function sendAll(files) {
  tell("");
  for (const file of files) await send(file); // what a file is the server tells by its first bytes
}

async function list() {
  const known = await attempt(async () => (await ask("/process-pdf/")).json());
  for (const task of known ? known.tasks : []) {
    if (!rows.has(task.task_id)) follow(rowFor(task.task_id, task.name, "append"), task);
  }
}

document.documentElement.lang = language;
speak(document);
find("#file").addEventListener("change", (event) => {
  const files = [...event.target.files];
  event.target.value = "";
  sendAll(files);
});
for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
  drop.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", kind === "dragenter" || kind === "dragover");
    if (kind === "drop") sendAll([...event.dataTransfer.files]);
  });
}
find(".choices").addEventListener("submit", (event) => event.preventDefault());
access.addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem("token", find("#token").value.trim());
  access.hidden = true;
  list();
});
list();
