// Sending files: two at a time, with progress, tried again under one key when the connection breaks.
import { failureOf, headers, pause } from "/assets/server.js";

const AT_ONCE = 2;
const ATTEMPTS = 5;
const WAIT_MS = 2000;
const KINDS = /\.(pdf|png|jpe?g|jpe|jfif|tiff?|bmp|dib|gif|webp|hei[cf]|hif|avif|jp2|j2[kc]|jp[fx]|dcx|pcx|p[bgpn]m)$/i;

// A random UUID: browsers give them only to pages that came with a certificate.
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function post(form, key, job) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch does not tell how much has been sent
    request.open("POST", "/process-pdf/");
    for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
    request.setRequestHeader("Idempotency-Key", key);
    request.setRequestHeader("Accept-Language", navigator.languages.join(","));
    request.upload.onprogress = (event) => job.onProgress(event.loaded / event.total);
    request.onload = () =>
      request.status === 202
        ? resolve(JSON.parse(request.responseText))
        : reject(failureOf(request.status, request.responseText, request.getResponseHeader("Retry-After")));
    request.onerror = () => reject(new Error("away"));
    request.onabort = () => reject(Object.assign(new Error("stopped"), { isStopped: true }));
    job.stop = () => request.abort();
    request.send(form);
  });
}

async function sent(job) {
  const form = new FormData();
  for (const [name, value] of Object.entries(job.fields)) if (value) form.append(name, value);
  form.append("file", job.file);
  const key = uuid();
  for (let attempt = 1; ; attempt += 1) {
    if (job.isStopped) throw Object.assign(new Error("stopped"), { isStopped: true });
    try {
      return await post(form, key, job);
    } catch (error) {
      const passes = !error.status || error.status === 429 || error.status === 503;
      if (error.isStopped || !passes || attempt === ATTEMPTS) throw error;
      await pause(error.status ? error.retryAfterMs : attempt * WAIT_MS);
    }
  }
}

// Jobs are {file, fields, onProgress(share), onAccepted(answer), onFailed(error)}; they get stop().
export class Sender {
  constructor(onChange) {
    this.onChange = onChange; // ({done, total, share}), done and total since nothing was being sent
    this.waiting = [];
    this.atWork = new Map();
    this.done = 0;
  }

  add(job) {
    job.stop = () => {
      job.isStopped = true;
    };
    this.waiting.push(job);
    this.next();
  }

  next() {
    while (this.waiting.length && this.atWork.size < AT_ONCE) this.begin(this.waiting.shift());
    this.tell();
  }

  async begin(job) {
    this.atWork.set(job, 0);
    const tell = job.onProgress;
    job.onProgress = (share) => {
      this.atWork.set(job, share);
      tell(share);
      this.tell();
    };
    try {
      job.onAccepted(await sent(job));
    } catch (error) {
      job.onFailed(error);
    }
    this.atWork.delete(job);
    this.done += 1;
    this.next();
    if (!this.atWork.size) this.done = 0;
  }

  tell() {
    const total = this.done + this.atWork.size + this.waiting.length;
    const shares = [...this.atWork.values()].reduce((sum, share) => sum + share, 0);
    this.onChange({ done: this.done, total, share: total ? (this.done + shares) / total : 1, isOver: !this.atWork.size });
  }
}

// The files that were dropped, those within folders with them; {files, leftOut}. Of folders only what may be read
// is taken: what single files are, the server tells by their first bytes.
export async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some((entry) => entry.isDirectory)) return { files: [...transfer.files], leftOut: 0 };
  const found = [];
  for (const entry of entries) await collect(entry, found);
  const files = found.filter((each) => !each.isInFolder || KINDS.test(each.file.name)).map((each) => each.file);
  return { files, leftOut: found.length - files.length };
}

async function collect(entry, found, isInFolder = false) {
  if (entry.isFile) {
    found.push({ file: await new Promise((resolve, reject) => entry.file(resolve, reject)), isInFolder });
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject)); // a hundred at most
    if (!some.length) return;
    for (const each of some) await collect(each, found, true);
  }
}

export function ofFolder(files) {
  const taken = [...files].filter((file) => KINDS.test(file.name));
  return { files: taken, leftOut: files.length - taken.length };
}
