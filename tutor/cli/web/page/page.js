// Starts the terminal once there is a place for its app and its font is there: it measures the font only once.
"use strict";

const loaded = new Promise((done) => window.addEventListener("load", done));

function loadFonts() {
  const faces = ["", "bold ", "italic "].map((face) => document.fonts.load(`${face}16px "Roboto Mono"`));
  return Promise.allSettled(faces);
}

// Keys go to the app without a click first; earlier than its first byte its script could not tell it of them.
function focusOnFirstByte() {
  const watch = new MutationObserver(() => {
    if (!document.body.classList.contains("-first-byte")) return;
    watch.disconnect();
    document.querySelector(".xterm-helper-textarea").focus();
  });
  watch.observe(document.body, { attributeFilter: ["class"] });
}

async function start() {
  const [place] = await Promise.all([fetch("/place"), loadFonts(), loaded]);
  if (!place.ok) {
    document.getElementById("full").textContent = await place.text();
    document.body.classList.add("-full");
    return;
  }
  document.getElementById("terminal").dataset.sessionWebsocketUrl = `ws://${location.host}/ws`;
  focusOnFirstByte();
  const script = document.createElement("script");
  script.src = "/static/js/textual.js";
  script.onload = () => window.onload(); // it waits for an event that is over
  document.head.append(script);
}

document.getElementById("again").addEventListener("click", () => location.reload());
start().catch(() => document.body.classList.add("-closed"));
