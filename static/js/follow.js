/* [data-follow]: a part of the page that changes by itself, asked for again every so many seconds until it says no more.
   What has the focus is left alone. As a document, not as text: nothing here makes markup out of a string. */
const says = document.getElementById("follow-says");

const ask = () => {
  const part = document.querySelector("[data-follow]");
  if (!part) return;
  setTimeout(() => {
    const request = new XMLHttpRequest();
    request.open("GET", location.href);
    request.responseType = "document";
    request.onloadend = () => {
      const fresh = request.status === 200 ? request.response?.getElementById(part.id) : null;
      if (fresh && !part.contains(document.activeElement) && !part.querySelector("details[open]")) {
        if (!("follow" in fresh.dataset) && says) says.textContent = part.dataset.says;
        part.replaceWith(document.adoptNode(fresh));
      }
      ask();
    };
    request.send();
  }, Number(part.dataset.follow) * 1000);
};
ask();
