// Drop PDFs and pictures, watch them, fetch the results. Everything is asked of the server that the page came from.
import { Rows } from "/assets/rows.js";
import { dropped, ofFolder, Sender } from "/assets/sending.js";
import { ask, follow, said, token } from "/assets/server.js";
import { language, speak, words } from "/assets/words.js";

const LANGUAGES = ["por+eng", "por", "eng", "spa", "fra", "deu", "ita", "auto"];
const find = (selector, within = document) => within.querySelector(selector);

const drop = find("#drop");
let following = new AbortController();
let lastSent = 0;

const rows = new Rows({ fetch: save, remove, say: (text) => (find("#spoken").textContent = text) });
const sender = new Sender(({ done, total, share, isOver }) => {
  find("#sending").hidden = isOver;
  find("#sending-bar").value = share;
  find("#sending-text").textContent = words.sent(done, total);
  find("#choose").setAttribute("aria-busy", String(!isOver));
});

function tell(text) {
  find("#notice").textContent = text;
  find("#notice").hidden = !text;
}

async function attempt(action) {
  tell("");
  try {
    await action();
  } catch (error) {
    if (error.status === 401) askForToken();
    else tell(said(error));
  }
}

// --- Signing in

function askForToken() {
  const wasRefused = Boolean(token.get());
  token.set("");
  find("#access").hidden = false;
  find("#desk").hidden = find("#leave").hidden = true;
  find("#access-refused").textContent = wasRefused ? words.refused : "";
  find("#access-refused").hidden = !wasRefused;
  find("#token").focus();
}

function begin() {
  following.abort();
  following = new AbortController();
  rows.clear();
  let told = new Set();
  follow(
    {
      here: () => {
        told = new Set();
        const wasAsked = !find("#access").hidden;
        find("#access").hidden = find("#away").hidden = true;
        find("#desk").hidden = false;
        find("#leave").hidden = !token.get();
        if (wasAsked) find("#choose").focus();
      },
      away: () => {
        find("#desk").hidden = find("#away").hidden = false;
      },
      refused: askForToken,
      status: (task) => {
        told.add(task.task_id);
        rows.set(task);
      },
      listed: () => rows.keep((task) => told.has(task.task_id) || task.job || task.status === "REFUSED"),
      gone: (id) => rows.delete(id),
    },
    following.signal,
  );
}

// --- Sending

function fieldsNow() {
  return Object.fromEntries([...new FormData(find(".choices"))].map(([name, value]) => [name, value.trim?.() ?? value]));
}

function send({ files, leftOut }) {
  tell(files.length ? (leftOut ? words.leftOut(leftOut) : "") : words.nothing);
  const fields = fieldsNow();
  for (const file of files) sendOne(file, fields);
}

function sendOne(file, fields) {
  const row = {
    task_id: `sending ${(lastSent += 1)}`, name: file.name, created_at: new Date().toISOString(),
    status: "SENDING", progress: { done: 0, total: null }, result: null, error_info: null, note: words.waitingToSend,
  };
  const change = (more) => rows.set({ ...Object.assign(row, more) });
  const job = {
    file,
    fields,
    onProgress: (share) => change({ progress: { done: share, total: 1 }, note: `${Math.round(100 * share)} %` }),
    onAccepted: (accepted) => {
      rows.delete(row.task_id);
      if (!rows.tasks.has(accepted.task_id)) {
        rows.set({
          ...row, task_id: accepted.task_id, status: "PENDING", progress: { done: 0, total: null }, note: "", job: null,
        });
      }
    },
    onFailed: (error) => {
      if (error.isStopped) rows.delete(row.task_id);
      else if (error.status === 401) askForToken();
      else {
        const message = error.status ? error.message : words.broken;
        change({ status: "REFUSED", error_info: { message, advice: "" }, job: null });
      }
    },
  };
  change({ job });
  sender.add(job);
}

// --- What is done with a document

function remove(task) {
  if (task.job) {
    task.job.stop();
    if (!sender.atWork.has(task.job)) rows.delete(task.task_id);
    return;
  }
  if (task.status === "REFUSED") {
    rows.delete(task.task_id);
    return;
  }
  attempt(async () => {
    await ask(`/process-pdf/${task.task_id}`, { method: "DELETE" });
    rows.delete(task.task_id);
  });
}

async function save(link, button) {
  button.disabled = true;
  button.textContent = words.fetching;
  await attempt(async () => {
    const answer = await ask(link);
    const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition"));
    const address = URL.createObjectURL(await answer.blob());
    const download = name ? decodeURIComponent(name[1]) : "";
    Object.assign(document.createElement("a"), { href: address, download }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  });
  button.disabled = false;
  button.textContent = words.fetch;
}

// --- The page itself

document.documentElement.lang = language;
speak(document);
for (const value of LANGUAGES) find("#known-languages").append(new Option("", value));
for (const value of ["auto", "always", "never"]) find("#ocr").add(new Option(words[value], value));
for (const [button, input, taken] of [
  ["#choose", "#file", (files) => ({ files: [...files], leftOut: 0 })],
  ["#choose-folder", "#folder", ofFolder],
]) {
  find(button).addEventListener("click", () => find(input).click());
  find(input).addEventListener("change", (event) => {
    const chosen = taken(event.target.files);
    event.target.value = "";
    send(chosen);
  });
}
let within = 0; // dragging over what is inside tells of leaving what is around it
for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
  drop.addEventListener(kind, async (event) => {
    event.preventDefault();
    if (kind === "dragenter") within += 1;
    if (kind === "dragleave") within -= 1;
    if (kind === "drop") within = 0;
    drop.classList.toggle("over", within > 0);
    if (kind === "drop") send(await dropped(event.dataTransfer));
  });
}
find(".choices").addEventListener("submit", (event) => event.preventDefault());
find("#access").addEventListener("submit", (event) => {
  event.preventDefault();
  token.set(find("#token").value.trim());
  find("#token").value = "";
  begin();
});
find("#leave").addEventListener("click", () => {
  token.set("");
  following.abort();
  rows.clear();
  askForToken();
});
window.addEventListener("beforeunload", (event) => {
  if (sender.atWork.size) event.preventDefault(); // what is on its way would be lost
});
begin();
