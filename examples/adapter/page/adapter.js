// Connects to both gateways, which are on another port than this page.

const SECONDS_FOR_AN_ANSWER = 5;

const state = document.querySelector("#state");
const form = document.querySelector("#say");
const button = form.querySelector("button");
const text = form.querySelector("input");
const answer = document.querySelector("#answer");

function showState(name, words) {
  state.dataset.state = name;
  state.textContent = words;
  button.disabled = name !== "connected";
}

function connect() {
  const address = new URL(location.href);
  const port = address.searchParams.get("gateways") ?? "3081";
  const gateways = `${address.protocol}//${address.hostname}:${port}`;
  const echo = io(`${gateways}/echo`);
  const clock = io(`${gateways}/clock`);

  echo.on("connect", () => showState("connected", "Connected"));
  for (const event of ["disconnect", "connect_error"]) {
    echo.on(event, () => showState("reconnecting", "Reconnecting"));
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const patience = SECONDS_FOR_AN_ANSWER * 1000;
      const said = await echo.timeout(patience).emitWithAck("say", text.value);
      const { unixSeconds } = await clock.timeout(patience).emitWithAck("time");
      const time = new Date(unixSeconds * 1000).toLocaleTimeString();
      answer.textContent = `The gateways say ${JSON.stringify(said)} at ${time}`;
    } catch {
      answer.textContent = `No answer within ${SECONDS_FOR_AN_ANSWER} seconds`;
    }
  });
}

// A script that could not be loaded leaves no `io`: offline, and no npm package installed.
if (typeof io === "function") {
  connect();
} else {
  showState("disconnected", "No client");
  answer.textContent =
    "socket.io-client could not be loaded: go online, or run `cargo xtask install` and start the example again.";
}
