/* [data-follow]: a part of the page that changes by itself, asked for again every so many seconds until it says no more.
   What has the focus is left alone. As a document, not as text: nothing here makes markup out of a string. */
const says = document.getElementById("follow-says");
let timer;

// Fetch this page again and put in its part with this id; `then` runs afterwards, whatever came of it.
export function renew(id, then = () => {}) {
  const request = new XMLHttpRequest();
  request.open("GET", location.pathname + location.search);
  request.responseType = "document";
  request.onloadend = () => {
    const part = document.getElementById(id);
    const fresh = request.status === 200 ? request.response?.getElementById(id) : null;
    if (part && fresh && !part.contains(document.activeElement) && !part.querySelector("details[open]")) {
      if ("follow" in part.dataset && !("follow" in fresh.dataset) && says) says.textContent = part.dataset.says;
      part.replaceWith(document.adoptNode(fresh));
      if (!("follow" in fresh.dataset)) document.querySelector("[data-while-followed]")?.remove();
      document.dispatchEvent(new Event("renewed"));
    }
    then();
  };
  request.send();
}

// Go on following from here on; asking twice is following once.
export function follow() {
  const part = document.querySelector("[data-follow]");
  clearTimeout(timer);
  if (part) timer = setTimeout(() => renew(part.id, follow), Number(part.dataset.follow) * 1000);
}

follow();
