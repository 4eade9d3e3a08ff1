// The words of the page, in the language of the browser. What the server says comes in that language already.
const english = {
  purpose: "PDFs and pictures become faithful text, on the server of your own office.",
  token: "Token", use: "Use", drop: "Drop PDFs or pictures here", choose: "Choose files…",
  languages: "Languages", password: "Password", format: "Format", fetch: "Fetch", cancel: "Cancel", remove: "Delete",
  sending: "Sending…", away: "The server does not answer. Trying again…",
  PENDING: "Waiting", STARTED: "Opening", PROGRESS: "Reading", RETRY: "Beginning again", SUCCESS: "Done",
  FAILURE: "Failed", REVOKED: "Cancelled",
  pages: (done, total) => (total === null ? "" : `${done} of ${total} pages`),
  check: (count) => (count === 1 ? "1 page to look at" : `${count} pages to look at`),
};
const portuguese = {
  purpose: "PDFs e imagens viram texto fiel, no servidor do seu próprio escritório.",
  token: "Chave de acesso", use: "Usar", drop: "Solte PDFs ou imagens aqui", choose: "Escolher arquivos…",
  languages: "Idiomas", password: "Senha", format: "Formato", fetch: "Baixar", cancel: "Cancelar", remove: "Excluir",
  sending: "Enviando…", away: "O servidor não responde. Tentando de novo…",
  PENDING: "Na fila", STARTED: "Abrindo", PROGRESS: "Lendo", RETRY: "Recomeçando", SUCCESS: "Pronto",
  FAILURE: "Falhou", REVOKED: "Cancelado",
  pages: (done, total) => (total === null ? "" : `${done} de ${total} páginas`),
  check: (count) => (count === 1 ? "1 página a conferir" : `${count} páginas a conferir`),
};
const isPortuguese = navigator.language.toLowerCase().startsWith("pt");
export const words = isPortuguese ? portuguese : english;
export const language = isPortuguese ? "pt-BR" : "en";
