/* form[data-search-into]: what is found appears as one types, a moment after the last key. The form works without it.
   As a document, not as text: nothing here makes markup out of a string. The address keeps up, so that back and reload
   show the same. Only the newest question counts. */
const MOMENT = 250;
let timer, request;

const ask = (form) => {
  request?.abort();
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  const address = `${form.action.split("?")[0]}?${query}`;
  request = new XMLHttpRequest();
  request.open("GET", address);
  request.setRequestHeader("X-Requested-With", "search");
  request.responseType = "document";
  request.onload = (event) => {
    const part = document.getElementById(form.dataset.searchInto);
    const fresh = event.target.status === 200 ? event.target.response?.getElementById(part.id) : null;
    if (!fresh) return form.requestSubmit();
    part.replaceWith(document.adoptNode(fresh));
    history.replaceState(null, "", address);
  };
  request.send();
};

for (const form of document.querySelectorAll("form[data-search-into]")) {
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => ask(form), MOMENT);
  });
}
