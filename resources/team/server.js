// The server that the page came from: its answers, its events, and the token that it asks for.
import { words } from "/assets/words.js";

const LEAST_WAIT_MS = 1000;
const MOST_WAIT_MS = 30000;

export const token = {
  get: () => sessionStorage.getItem("token") ?? "",
  set: (text) => (text ? sessionStorage.setItem("token", text) : sessionStorage.removeItem("token")),
};

export function headers() {
  return token.get() ? { Authorization: `Bearer ${token.get()}` } : {};
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// An error with the server's own words for an answer that is no success.
export function failureOf(status, text, retryAfter) {
  let message = "";
  try {
    const failure = JSON.parse(text);
    message = `${failure.message} ${failure.advice}`.trim();
  } catch {
    message = words.away; // not our server's words: something stands before it
  }
  return Object.assign(new Error(message), { status, retryAfterMs: 1000 * (Number(retryAfter) || 5) });
}

export async function ask(path, options = {}) {
  const answer = await fetch(path, { ...options, headers: headers() });
  if (answer.ok) return answer;
  throw failureOf(answer.status, await answer.text(), answer.headers.get("Retry-After"));
}

// A failure in words; what the browser itself throws means that the server is away.
export const said = (error) => (error.status ? error.message : words.away);

// All one's documents, as they change, over one connection that is made again whenever it breaks. `on` has
// status(task), gone(id), listed() after those that were there, here() when it has begun, away() when it broke, refused() for a token not known.
export async function follow(on, signal) {
  let waitMs = LEAST_WAIT_MS;
  while (!signal.aborted) {
    try {
      const answer = await fetch("/process-pdf/events/", { headers: headers(), signal });
      if (answer.status === 401) return on.refused();
      if (!answer.ok) throw failureOf(answer.status, await answer.text());
      on.here();
      waitMs = LEAST_WAIT_MS;
      await read(answer.body.pipeThrough(new TextDecoderStream()).getReader(), on);
    } catch {
      if (signal.aborted) return undefined;
    }
    on.away();
    await pause(waitMs);
    waitMs = Math.min(MOST_WAIT_MS, 2 * waitMs);
  }
  return undefined;
}

async function read(reader, on) {
  let text = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    text += piece.value;
    const events = text.split("\n\n");
    text = events.pop();
    for (const event of events) {
      const lines = event.split("\n");
      const data = lines.find((line) => line.startsWith("data: "));
      if (!data) continue;
      const told = JSON.parse(data.slice(6));
      if (lines.includes("event: gone")) on.gone(told.task_id);
      else if (lines.includes("event: listed")) on.listed();
      else on.status(told);
    }
  }
}
