// The list of documents: one row each, the newest first, fifty at a time.
import { speak, words } from "/assets/words.js";

const AT_A_TIME = 50;
export const ENDED = ["SUCCESS", "FAILURE", "REVOKED", "REFUSED"];
const find = (selector, within = document) => within.querySelector(selector);

export class Rows {
  // `on` has fetch(link, button), remove(task) and say(text), which is for screen readers alone.
  constructor(on) {
    this.on = on;
    this.tasks = new Map(); // by id, in no order
    this.rows = new Map();
    this.shown = AT_A_TIME;
    this.isListed = false; // whether all that there are have been told of
    find("#more").addEventListener("click", () => this.showMore());
  }

  // A document as the server, or the sender, tells of it.
  set(task) {
    const before = this.tasks.get(task.task_id);
    this.tasks.set(task.task_id, task);
    if (before && this.rows.has(task.task_id)) this.fill(this.rows.get(task.task_id), task);
    else this.arrange();
    if (before && before.status !== task.status && ENDED.includes(task.status)) {
      this.on.say(words.actionOf(words[task.status], task.name));
    }
  }

  delete(id) {
    const row = this.rows.get(id);
    const hadFocus = row?.contains(document.activeElement);
    const next = row?.nextElementSibling ?? row?.previousElementSibling;
    this.tasks.delete(id);
    row?.remove();
    this.rows.delete(id);
    this.arrange();
    if (hadFocus) (next ? find(".remove", next) : find("#choose")).focus();
  }

  clear() {
    this.tasks.clear();
    this.isListed = false;
    this.arrange();
  }

  // All that there are have been told of: those for which `isThere` says no were deleted meanwhile.
  keep(isThere) {
    for (const task of this.tasks.values()) if (!isThere(task)) this.tasks.delete(task.task_id);
    this.isListed = true;
    this.arrange();
  }

  showMore() {
    const last = find("#tasks").lastElementChild;
    this.shown += AT_A_TIME;
    this.arrange();
    if (last?.nextElementSibling) find(".remove", last.nextElementSibling).focus();
  }

  arrange() {
    const ordered = [...this.tasks.values()].sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
    const wanted = ordered.slice(0, this.shown);
    const ids = new Set(wanted.map((task) => task.task_id));
    for (const [id, row] of this.rows) {
      if (ids.has(id)) continue;
      row.remove();
      this.rows.delete(id);
    }
    let after = null;
    for (const task of wanted) {
      const row = this.rows.get(task.task_id) ?? this.made(task);
      const place = after ? after.nextElementSibling : find("#tasks").firstElementChild;
      if (row !== place) find("#tasks").insertBefore(row, place); // moving a row would take the focus from it
      after = row;
    }
    const left = ordered.length - wanted.length;
    find("#more").hidden = !left;
    find("#more").textContent = words.more(Math.min(left, AT_A_TIME));
    find("#empty").hidden = ordered.length > 0 || !this.isListed;
  }

  made(task) {
    const row = find("#task").content.firstElementChild.cloneNode(true);
    speak(row);
    this.rows.set(task.task_id, row);
    find(".remove", row).addEventListener("click", () => this.on.remove(this.tasks.get(task.task_id)));
    find(".fetch", row).addEventListener("click", (event) => {
      const { result } = this.tasks.get(task.task_id);
      this.on.fetch(result.links[find(".format", row).value], event.target);
    });
    this.fill(row, task);
    return row;
  }

  fill(row, task) {
    const { status, progress, result, name } = task;
    row.dataset.status = status;
    find(".name", row).textContent = name;
    find(".state", row).textContent = words[status];
    const bar = find("progress", row);
    bar.hidden = status === "PENDING" || ENDED.includes(status);
    bar.max = progress.total || 1;
    if (progress.total) bar.value = progress.done;
    else bar.removeAttribute("value"); // as long as nobody knows how much there is
    bar.setAttribute("aria-label", words.actionOf(words[status], name));
    find(".detail", row).textContent = details(task);
    const remove = find(".remove", row);
    remove.textContent = ENDED.includes(status) ? words.remove : words.cancel;
    remove.setAttribute("aria-label", words.actionOf(remove.textContent, name));
    const has = Boolean(result && Object.keys(result.links).length);
    find(".fetching", row).hidden = find(".fetch", row).hidden = !has;
    if (has) offer(row, task);
  }
}

function details({ status, progress, result, error_info: failure, note }) {
  if (failure) return `${failure.message} ${failure.advice}`.trim();
  if (status === "SENDING") return note;
  const parts = [words.pages(progress.done, progress.total), note];
  if (result?.pages_failed) parts.push(words.failed(result.pages_failed));
  if (result?.pages_to_check) parts.push(words.check(result.pages_to_check));
  return parts.filter(Boolean).join(" · ");
}

function offer(row, task) {
  const choice = find(".format", row);
  if (choice.options.length) return;
  for (const format of Object.keys(task.result.links)) choice.add(new Option(format.toUpperCase(), format));
  choice.setAttribute("aria-label", words.actionOf(words.format, task.name));
  find(".fetch", row).setAttribute("aria-label", words.actionOf(words.fetch, task.name));
}
