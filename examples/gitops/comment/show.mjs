const TRIES = 3;
/** A host that asks for a longer pause is not waited for. */
const LONGEST = 60;

/**
 * Updates the comment that begins with this mark, or adds one. Each try looks for it first, so a comment whose answer was lost is
 * not added twice, and one that somebody has deleted meanwhile is added again.
 */
export async function show(host, mark, body, wait) {
  const notOurs = new Set(); // the host does not let us change them: comments of another bot, or deleted ones
  for (let tries = 1; ; ) {
    let earlier;
    try {
      earlier = await find(host, (one) => one.body?.startsWith(mark) && !notOurs.has(one.id));
      return await (earlier === undefined ? host.add(body) : host.update(earlier.id, body));
    } catch (error) {
      const { status, mayPass, seconds = 2 } = error;
      if (mayPass && tries < TRIES && seconds <= LONGEST) {
        tries++;
        await wait(seconds);
      } else if (earlier !== undefined && !mayPass && (status === 403 || status === 404)) {
        notOurs.add(earlier.id);
      } else {
        // Where a summary stands already, nobody may take it for the new one.
        throw Object.assign(error, { isReadOnly: error.isReadOnly && notOurs.size === 0 });
      }
    }
  }
}

async function find(host, isIt) {
  for (let page = 1; ; page++) {
    const some = await host.comments(page);
    const found = some.find((one) => host.isOurs(one) && isIt(one));
    if (found !== undefined || some.length < 100) return found;
  }
}
