/* What the tablet keeps, in IndexedDB. One record per sheet: { id, body, rev, acked, version, ts, owner }.
   rev counts the changes made here, acked is the last one that the server said it has, version is the sheet on the server
   as it was last seen here. Unsent means rev > acked; there is no second queue. "facts" holds token, day and place. */
const NAME = "tablet";
let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("sheets", { keyPath: "id" });
      asked.result.createObjectStore("facts");
    };
    asked.onsuccess = () => {
      asked.result.onclose = () => { opened = undefined; };
      asked.result.onversionchange = () => { asked.result.close(); opened = undefined; };
      resolve(asked.result);
    };
    asked.onerror = () => { opened = undefined; reject(asked.error); };
  });
  return opened;
}

// A change is one transaction and durable when this resolves. iPadOS closes the database by itself: open it again and retry;
// a transaction that failed has changed nothing.
async function within(mode, store, work) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const database = await open();
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction(store, mode, { durability: "strict" });
        let found;
        transaction.oncomplete = () => resolve(found);
        transaction.onabort = () => reject(transaction.error ?? new DOMException("aborted", "AbortError"));
        work(transaction.objectStore(store), (value) => { found = value; });
      });
    } catch (error) {
      opened = undefined;
      if (attempt === 3 || error.name === "QuotaExceededError") throw error;
    }
  }
}

export const isUnsent = (record) => record.rev > record.acked;

export const fact = (name) =>
  within("readonly", "facts", (store, give) => { store.get(name).onsuccess = (event) => give(event.target.result); });

export const keepFacts = (facts) =>
  within("readwrite", "facts", (store) => {
    for (const [name, value] of Object.entries(facts)) {
      if (value === undefined) store.delete(name); else store.put(value, name);
    }
  });

export const sheets = () =>
  within("readonly", "sheets", (store, give) => { store.getAll().onsuccess = (event) => give(event.target.result); });

function rewrite(id, change) {
  return within("readwrite", "sheets", (store, give) => {
    store.get(id).onsuccess = (event) => {
      const record = change(event.target.result);
      if (record) store.put(record);
      give(record);
    };
  });
}

/* A body, or a part of one, with the changes of another laid over it. */
export const merge = (body, patch) => ({ ...body, ...patch, scores: { ...body?.scores, ...patch?.scores } });

/* One change by one person: patch holds the scores, the note or the verdict that changed. Gives the record as it is kept. */
export const changeSheet = (id, owner, patch) =>
  rewrite(id, (found) => {
    const record = found ?? { id, body: { note: "", verdict: null }, rev: 0, acked: 0, version: 0 };
    const body = merge(record.body, patch);
    return { ...record, body, owner, rev: record.rev + 1, ts: new Date().toISOString() };
  });

/* The server has this revision. After a conflict the version seen here stays the old one: what follows is not laid over
   somebody else's sheet either. */
export const acknowledge = (receipt) =>
  rewrite(receipt.id, (record) => record && {
    ...record,
    acked: Math.max(record.acked, receipt.rev),
    version: receipt.standing === "accepted" ? Math.max(record.version, receipt.version) : record.version,
  });

/* The sheet as the server has it, unless there is something of one's own that it does not have. */
export const adoptSheet = ({ id, version, body }, owner) =>
  rewrite(id, (record) => {
    if (record && (isUnsent(record) || record.version >= version)) return undefined;
    const whole = { scores: { ...body.scores }, note: body.note ?? "", verdict: body.verdict ?? null };
    return { rev: 0, acked: 0, ts: new Date().toISOString(), owner, ...record, id, version, body: whole };
  });

/* What the server has goes; what it has not, stays. */
export const forgetSent = () =>
  within("readwrite", "sheets", (store) => {
    store.openCursor().onsuccess = (event) => {
      const cursor = event.target.result;
      if (!cursor) return;
      if (!isUnsent(cursor.value)) cursor.delete();
      cursor.continue();
    };
  });
