// The whole client: it connects as a user, lists every `status-payment` that arrives, and
// posts what a payment provider would.

const SECONDS_FOR_AN_ANSWER = 5;
const STATUSES_KEPT = 200;

const state = document.querySelector("#state");
const form = document.querySelector("#user");
const userField = form.querySelector("input");
const connection = document.querySelector("#connection");
const payUser = document.querySelector("#pay-user");
const paySocket = document.querySelector("#pay-socket");
const posted = document.querySelector("#posted");
const statuses = document.querySelector("#statuses");
const empty = document.querySelector("#empty");

/** The connection, and the user that the gateway said it belongs to. */
let socket;
let user;

function showState(name, words) {
  state.dataset.state = name;
  state.textContent = words;
  payUser.disabled = paySocket.disabled = name !== "connected";
}

function show(line, kind, words) {
  line.dataset.answer = kind;
  line.textContent = words;
}

/** Adds a status as text, so that nothing that arrives is read as markup. */
function showStatus(status) {
  const now = new Date();
  const time = document.createElement("time");
  time.dateTime = now.toISOString();
  time.textContent = now.toLocaleTimeString();
  const words = document.createElement("span");
  const mark = document.createElement("span");
  mark.className = "status";
  mark.textContent = status;
  words.append(`Payment of user ${user}: `, mark);
  const item = document.createElement("li");
  item.append(words, time);
  statuses.append(item);
  empty.hidden = true;
  if (statuses.children.length > STATUSES_KEPT) {
    statuses.firstElementChild.remove();
  }
  statuses.scrollTop = statuses.scrollHeight;
}

/** Connects as `userId`, in place of the connection that there was. */
function connect(userId) {
  // The events of the previous connection are not for this page any more.
  socket?.off();
  socket?.disconnect();
  user = userId;
  showState("connecting", "Connecting");
  show(connection, "", "");

  const mine = io("/payment", { auth: { userId }, forceNew: true });
  socket = mine;
  let refused = false;

  // Not on `connect`, after which the gateway may still refuse this user. From `joined` on, no payment is
  // missed.
  mine.on("joined", ({ userId }) => {
    showState("connected", "Connected");
    show(connection, "acknowledged", `Joined the room of user ${userId}`);
  });

  mine.on("status-payment", ({ status }) => showStatus(status));

  // The reason why the gateway refuses a client, which is disconnected right after.
  mine.on("exception", ({ message, code, cause }) => {
    if (cause?.pattern !== "connection") return;
    refused = true;
    showState("disconnected", "Refused");
    show(connection, "refused", `Refused: ${message} (${code})`);
  });

  mine.on("disconnect", (reason) => {
    if (refused) return;
    if (mine.active) {
      // The connection was lost: the client will reconnect.
      showState("reconnecting", "Reconnecting");
    } else {
      // The server ended the connection, so the client does not reconnect unless the page tells it to. This
      // page does, so that a restarted example finds its open tabs again.
      showState("disconnected", "Disconnected");
      if (reason === "io server disconnect") {
        setTimeout(() => mine === socket && mine.connect(), 1000);
      }
    }
  });

  mine.on("connect_error", (error) => {
    if (mine.active) {
      showState("reconnecting", "Reconnecting");
    } else {
      showState("disconnected", "Refused");
      show(connection, "refused", `Refused: ${error.message}`);
    }
  });
}

/** Posts as a payment provider does, and shows the answer. */
async function post(path, body) {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: body && { "content-type": "application/json" },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(SECONDS_FOR_AN_ANSWER * 1000),
    });
    const answer = await response.json();
    if (!response.ok) {
      show(posted, "refused", `Refused: ${answer.message}`);
    } else if (answer.shared) {
      show(posted, "acknowledged", `Posted to ${path}`);
    } else {
      show(posted, "refused", `Posted to ${path}, but ${answer.message}`);
    }
  } catch (error) {
    show(posted, "refused", `Not posted: ${error.message}`);
  }
}

// A script that could not be loaded leaves no `io`: offline, and no npm package installed.
if (typeof io === "function") {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    connect(userField.value.trim());
  });
  payUser.addEventListener("click", () => post(`/payments/${encodeURIComponent(user)}/success`));
  paySocket.addEventListener("click", () => post("/payments/success", { sockets: [socket.id] }));
} else {
  form.querySelector("button").disabled = true;
  show(connection, "refused", "socket.io-client could not be loaded: go online, or run `cargo xtask install` and start the example again.");
}
