// The whole client: it sends `send-message`, shows what the gateway answers, and lists
// every `receive-message` that arrives.

const SECONDS_FOR_AN_ANSWER = 5;
const MESSAGES_KEPT = 200;

const state = document.querySelector("#state");
const form = document.querySelector("#send");
const nameField = form.querySelector("input");
const button = form.querySelector("button");
const acknowledgement = document.querySelector("#acknowledgement");
const messages = document.querySelector("#messages");
const empty = document.querySelector("#empty");

function showState(name, words) {
  state.dataset.state = name;
  state.textContent = words;
  button.disabled = name !== "connected";
}

function showAnswer(kind, words) {
  acknowledgement.dataset.answer = kind;
  acknowledgement.textContent = words;
}

/** Adds a message as text, so that nobody can send markup. */
function showMessage(text) {
  const now = new Date();
  const time = document.createElement("time");
  time.dateTime = now.toISOString();
  time.textContent = now.toLocaleTimeString();
  const words = document.createElement("span");
  words.textContent = text;
  const item = document.createElement("li");
  item.append(words, time);
  messages.append(item);
  empty.hidden = true;
  if (messages.children.length > MESSAGES_KEPT) {
    messages.firstElementChild.remove();
  }
  messages.scrollTop = messages.scrollHeight;
}

function connect() {
  const socket = io();

  socket.on("connect", () => showState("connected", "Connected"));

  socket.on("receive-message", ({ data }) => showMessage(data));

  socket.on("disconnect", (reason) => {
    if (socket.active) {
      // The connection was lost: the client will reconnect.
      showState("reconnecting", "Reconnecting");
    } else {
      // The server ended the connection, so the client does not reconnect unless the page tells it to. This
      // page does, so that a restarted example finds its open tabs again.
      showState("disconnected", "Disconnected");
      if (reason === "io server disconnect") {
        setTimeout(() => socket.connect(), 1000);
      }
    }
  });

  socket.on("connect_error", (error) => {
    if (socket.active) {
      showState("reconnecting", "Reconnecting");
    } else {
      // The gateway refused the connection; the error's message is the reason.
      showState("disconnected", `Refused: ${error.message}`);
    }
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const sent = performance.now();
    try {
      const answer = await socket
        .timeout(SECONDS_FOR_AN_ANSWER * 1000)
        .emitWithAck("send-message", { name: nameField.value.trim() });
      if (answer?.status === "error") {
        showAnswer("refused", `Refused: ${answer.message} (${answer.code})`);
      } else {
        const took = Math.ceil(performance.now() - sent);
        showAnswer("acknowledged", `Acknowledged: ${JSON.stringify(answer)} in ${took} ms`);
      }
    } catch {
      showAnswer("refused", `No acknowledgement within ${SECONDS_FOR_AN_ANSWER} seconds`);
    }
  });
}

// A script that could not be loaded leaves no `io`: offline, and no npm package installed.
if (typeof io === "function") {
  connect();
} else {
  showState("disconnected", "No client");
  showAnswer("refused", "socket.io-client could not be loaded: go online, or run `cargo xtask install` and start the chat again.");
}
