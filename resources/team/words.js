// The words of the page, in the language of the browser. What the server says comes in that language already.
const english = {
  purpose: "PDFs and pictures become faithful text, on the server of your own office.",
  signIn: "Sign in", signInHelp: "This server asks for a token. Whoever looks after it has one for you.",
  token: "Token", use: "Sign in", refused: "The server does not know this token.", leave: "Sign out",
  dropLabel: "Send documents", drop: "Drop PDFs, pictures or folders here",
  choose: "Choose files…", chooseFolder: "Choose a folder…", options: "Options",
  languages: "Languages", pages_: "Pages", ocr: "Recognise", password: "Password",
  auto: "where needed", always: "every page", never: "never",
  documents: "Documents", empty: "Nothing has been sent yet.",
  format: "Format", fetch: "Download", cancel: "Cancel", remove: "Delete", again: "Try again",
  fetching: "Preparing…", sending: "Sending", waitingToSend: "Waiting to be sent",
  away: "The server does not answer. Trying again…", broken: "It could not be sent: the server does not answer.",
  nothing: "There is no PDF and no picture among these files.",
  PENDING: "Waiting", STARTED: "Opening", PROGRESS: "Reading", RETRY: "Beginning again", SUCCESS: "Done",
  FAILURE: "Failed", REVOKED: "Cancelled", SENDING: "Sending", REFUSED: "Not sent",
  pages: (done, total) => (total === null ? "" : total === 1 ? `${done} of 1 page` : `${done} of ${total} pages`),
  check: (count) => (count === 1 ? "1 page to look at" : `${count} pages to look at`),
  failed: (count) => (count === 1 ? "1 page could not be read" : `${count} pages could not be read`),
  sent: (done, total) => `${done} of ${total} sent`,
  more: (count) => `Show ${count} more`,
  actionOf: (action, name) => `${action}: ${name}`,
  leftOut: (count) => (count === 1 ? "1 file of another kind was left out." : `${count} files of other kinds were left out.`),
};
const portuguese = {
  purpose: "PDFs e imagens viram texto fiel, no servidor do seu próprio escritório.",
  signIn: "Entrar", signInHelp: "Este servidor pede uma chave de acesso. Quem cuida dele tem uma para você.",
  token: "Chave de acesso", use: "Entrar", refused: "O servidor não conhece esta chave.", leave: "Sair",
  dropLabel: "Enviar documentos", drop: "Solte PDFs, imagens ou pastas aqui",
  choose: "Escolher arquivos…", chooseFolder: "Escolher uma pasta…", options: "Opções",
  languages: "Idiomas", pages_: "Páginas", ocr: "Reconhecer", password: "Senha",
  auto: "onde for preciso", always: "todas as páginas", never: "nunca",
  documents: "Documentos", empty: "Nada foi enviado ainda.",
  format: "Formato", fetch: "Baixar", cancel: "Cancelar", remove: "Excluir", again: "Tentar de novo",
  fetching: "Preparando…", sending: "Enviando", waitingToSend: "Esperando o envio",
  away: "O servidor não responde. Tentando de novo…", broken: "Não foi possível enviar: o servidor não responde.",
  nothing: "Não há PDF nem imagem entre estes arquivos.",
  PENDING: "Na fila", STARTED: "Abrindo", PROGRESS: "Lendo", RETRY: "Recomeçando", SUCCESS: "Pronto",
  FAILURE: "Falhou", REVOKED: "Cancelado", SENDING: "Enviando", REFUSED: "Não enviado",
  pages: (done, total) => (total === null ? "" : total === 1 ? `${done} de 1 página` : `${done} de ${total} páginas`),
  check: (count) => (count === 1 ? "1 página a conferir" : `${count} páginas a conferir`),
  failed: (count) => (count === 1 ? "1 página não pôde ser lida" : `${count} páginas não puderam ser lidas`),
  sent: (done, total) => (done === 1 ? `1 de ${total} enviado` : `${done} de ${total} enviados`),
  more: (count) => `Mostrar mais ${count}`,
  actionOf: (action, name) => `${action}: ${name}`,
  leftOut: (count) => (count === 1 ? "1 arquivo de outro tipo ficou de fora." : `${count} arquivos de outros tipos ficaram de fora.`),
};
const isPortuguese = navigator.language.toLowerCase().startsWith("pt");
export const words = isPortuguese ? portuguese : english;
export const language = isPortuguese ? "pt-BR" : "en";

// Fills in the words of what has a data-word, and the names that screen readers say of what has a data-label.
export function speak(within) {
  for (const each of within.querySelectorAll("[data-word]")) each.textContent = words[each.dataset.word];
  for (const each of within.querySelectorAll("[data-label]")) each.setAttribute("aria-label", words[each.dataset.label]);
}
