// The whole client: it logs in over HTTP, connects with the token, and shows rooms, messages, and who is online.
//
// The browser loads `team.js`, which is this file without its types: TypeScript's `tsc -p examples/team/page` makes it, and a test compares the two. The
// types of what is sent and received are the gateway's own: `contract.d.ts` is printed from its methods.
const SECONDS_FOR_AN_ANSWER = 5;
const SECONDS_BETWEEN_HEARTBEATS = 20;
const SECONDS_OF_TYPING = 3;
const MESSAGES_KEPT = 200;
/** An element of the page's own markup. */
const find = (selector) => document.querySelector(selector);
const state = find("#state");
const errorLine = find("#error");
const login = find("#login");
const chat = find("#chat");
const admin = find("#admin");
const online = find("#online");
const roomList = find("#rooms");
const messages = find("#messages");
const typing = find("#typing");
const send = find("#send");
const to = find("#to");
/** The connection, the token that it was made with, and whose it is. */
let socket;
let token;
let me;
/** Who is online. */
const users = new Set();
/** The rooms that this tab has joined, each with its members. They outlive a lost connection. */
const rooms = new Map();
// What is shown.
function showState(name, words) {
    state.dataset.state = name;
    state.textContent = words;
}
function showError(words) {
    errorLine.dataset.answer = "refused";
    errorLine.textContent = words;
}
/** An item with these texts, so that nothing that arrives is read as markup. */
function item(...parts) {
    const li = document.createElement("li");
    li.append(...parts);
    return li;
}
function showMessage(text) {
    const now = new Date();
    const time = document.createElement("time");
    time.dateTime = now.toISOString();
    time.textContent = now.toLocaleTimeString();
    const words = document.createElement("span");
    words.textContent = text;
    messages.append(item(words, time));
    if (messages.children.length > MESSAGES_KEPT)
        messages.firstElementChild?.remove();
    messages.scrollTop = messages.scrollHeight;
}
const showSaid = ({ room, from, text }) => showMessage(`[${room}] ${from}: ${text}`);
const showDirect = ({ from, to, text }) => showMessage(`${from} → ${to}: ${text}`);
/** Shows who is online, the rooms, and to whom a message can go. */
function showPeople() {
    const names = [...users].sort();
    online.replaceChildren(...names.map((name) => item(name)));
    roomList.replaceChildren(...[...rooms].map(([room, members]) => {
        const leave = document.createElement("button");
        leave.type = "button";
        leave.textContent = `Leave ${room}`;
        leave.addEventListener("click", () => leaveRoom(room));
        return item(`${room}: ${[...members].sort().join(", ")}`, leave);
    }));
    const chosen = to.value;
    to.replaceChildren(...[...rooms.keys()].map((room) => new Option(`room ${room}`, `room:${room}`)), ...names.filter((name) => name !== me?.name).map((name) => new Option(`only ${name}`, `user:${name}`)));
    if ([...to.options].some(({ value }) => value === chosen))
        to.value = chosen;
}
const typists = new Map();
function showTyping() {
    const who = [...typists.keys()];
    typing.textContent = who.length ? `${who.join(", ")} typing…` : "";
}
function showTypist({ room, name }) {
    const who = `${name} (${room})`;
    clearTimeout(typists.get(who));
    typists.set(who, setTimeout(() => stopTypist({ room, name }), SECONDS_OF_TYPING * 1000));
    showTyping();
}
function stopTypist({ room, name }) {
    const who = `${name} (${room})`;
    clearTimeout(typists.get(who));
    typists.delete(who);
    showTyping();
}
/** The connection, for messages whose answer is waited for. */
const inTime = () => socket?.timeout(SECONDS_FOR_AN_ANSWER * 1000);
/** Waits for the answer to a message. `{ answer }`; or nothing, after it has shown why there is no answer. */
async function ask(event, sent) {
    if (!sent)
        return undefined;
    let answer;
    try {
        answer = await sent;
    }
    catch {
        showError(`No answer to ${event} within ${SECONDS_FOR_AN_ANSWER} seconds`);
        return undefined;
    }
    if (!isFailure(answer)) {
        showError("");
        return { answer: answer };
    }
    // The token has expired, or has been revoked.
    if (answer.code === "unauthorized")
        logOut(answer.message);
    else
        showError([answer.message, ...(answer.errors ?? []).map(({ path, message }) => `${path}: ${message}`)].join("; "));
    return undefined;
}
function isFailure(answer) {
    return typeof answer === "object" && answer !== null && "status" in answer && answer.status === "error";
}
/** Posts JSON. The response; or nothing, after it has shown what went wrong. */
async function post(path, body, headers = {}) {
    try {
        const response = await fetch(path, {
            method: "POST",
            headers: { "content-type": "application/json", ...headers },
            body: JSON.stringify(body),
            signal: AbortSignal.timeout(SECONDS_FOR_AN_ANSWER * 1000),
        });
        if (response.ok) {
            showError("");
            return response;
        }
        showError((await response.json()).message);
    }
    catch (error) {
        showError(`Not posted: ${error.message}`);
    }
    return undefined;
}
async function joinRoom(room) {
    const joined = await ask("join", inTime()?.emitWithAck("join", { room }));
    if (joined)
        rooms.set(room, new Set(joined.answer));
    showPeople();
    return joined;
}
async function leaveRoom(room) {
    if (await ask("leave", inTime()?.emitWithAck("leave", { room })))
        rooms.delete(room);
    showPeople();
}
let lastTyping = 0;
/** Tells the room's members at most once in a second and a half. Nobody waits for an answer. */
function tellTyping() {
    const [kind, room] = target();
    if (kind !== "room" || Date.now() - lastTyping < 1500)
        return;
    lastTyping = Date.now();
    socket?.emit("typing", { room });
}
/** `["room", name]` or `["user", name]`. */
function target() {
    const [kind, ...rest] = to.value.split(":");
    return [kind === "room" ? "room" : "user", rest.join(":")];
}
// The connection.
function connect(token) {
    const auth = { token };
    const mine = io("/team", { auth, forceNew: true });
    socket = mine;
    showState("connecting", "Connecting");
    mine.on("welcome", async ({ user, online }) => {
        me = user;
        login.hidden = true;
        chat.hidden = false;
        admin.hidden = user.role !== "admin";
        showState("connected", `Connected as ${user.name}`);
        showError("");
        users.clear();
        for (const name of online)
            users.add(name);
        showPeople();
        // After a lost connection, the server knows nothing of the rooms that this tab was in.
        for (const room of [...rooms.keys()])
            await joinRoom(room);
    });
    mine.on("presence", ({ name, online }) => {
        if (online)
            users.add(name);
        else
            users.delete(name);
        showPeople();
    });
    mine.on("membership", ({ room, name, here }) => {
        const members = rooms.get(room);
        if (here)
            members?.add(name);
        else
            members?.delete(name);
        showPeople();
    });
    mine.on("said", (said) => {
        stopTypist({ room: said.room, name: said.from });
        showSaid(said);
    });
    mine.on("direct", showDirect);
    mine.on("typing", showTypist);
    mine.on("announcement", ({ from, text }) => showMessage(`Announcement by ${from}: ${text}`));
    // The server ends: soon it closes this connection, and the client connects to another server.
    mine.on("server-draining", () => showState("connected", "This server ends: the page moves to another one"));
    mine.on("kicked", ({ by, reason }) => {
        logOut(`You were kicked by ${by}${reason ? `: ${reason}` : ""}`);
    });
    // An error of an event that asks for no answer. Too much typing need not be told.
    mine.on("exception", ({ message, code, cause }) => {
        if (code === "unauthorized")
            logOut(message);
        else if (cause?.pattern !== "typing")
            showError(message);
    });
    mine.on("disconnect", (reason) => {
        if (mine.active) {
            // The connection was lost: the client will reconnect.
            showState("reconnecting", "Reconnecting");
        }
        else if (reason === "io server disconnect") {
            // The server shut down: a restarted one finds its open tabs again.
            showState("disconnected", "Disconnected");
            setTimeout(() => mine === socket && mine.connect(), 1000);
        }
    });
    mine.on("connect_error", (error) => {
        if (mine.active)
            showState("reconnecting", "Reconnecting");
        // The guard has refused the token.
        else
            logOut(error.message);
    });
}
/** Shows the form again, and why. */
function logOut(reason) {
    socket?.off();
    socket?.disconnect();
    socket = undefined;
    token = undefined;
    rooms.clear();
    messages.replaceChildren();
    chat.hidden = true;
    login.hidden = false;
    showState("disconnected", "Not logged in");
    showError(reason);
}
// What the user does.
/** Calls `act` with a function that gives the form's fields as text. */
function onSubmit(form, act) {
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        const fields = new FormData(form);
        act((name) => String(fields.get(name) ?? ""));
    });
}
onSubmit(login, async (field) => {
    const response = await post("/login", { name: field("name").trim(), password: field("password") });
    if (!response)
        return;
    const answer = await response.json();
    token = answer.token;
    connect(token);
});
onSubmit(find("#join"), (field) => joinRoom(field("room").trim()));
onSubmit(send, async (field) => {
    const [kind, name] = target();
    const text = field("text");
    if (kind === "room") {
        const sent = await ask("say", inTime()?.emitWithAck("say", { room: name, text }));
        if (!sent)
            return;
        showSaid(sent.answer);
    }
    else {
        const sent = await ask("direct", inTime()?.emitWithAck("direct", { to: name, text }));
        if (!sent)
            return;
        showDirect(sent.answer);
    }
    find("#text").value = "";
});
onSubmit(find("#kick"), (field) => {
    const name = field("name").trim();
    return ask("kick", inTime()?.emitWithAck("kick", { name }));
});
onSubmit(find("#announce"), (field) => post("/announce", { text: field("text") }, { authorization: `Bearer ${token}` }));
find("#text").addEventListener("input", tellTyping);
// A tab that nobody types in learns from it that its token has expired: an error without an acknowledgement is an `exception`.
setInterval(() => socket?.connected && socket.emit("heartbeat"), SECONDS_BETWEEN_HEARTBEATS * 1000);
// A script that could not be loaded leaves no `io`: offline, and no npm package installed.
if (typeof io !== "function") {
    find("#login button").disabled = true;
    showError("socket.io-client could not be loaded: go online, or run `cargo xtask install` and start the example again.");
}
export {};
