// The cells of a row: texts of others only as code.
import { code, cut } from "./code.mjs";
import { isKnown, shown } from "./values.mjs";

const signs = {
  create: "➕ create",
  update: "✏️ update",
  replace: "♻️ **replace**",
  delete: "🗑️ **delete**",
  "go on": "⏳ go on",
  import: "📥 import",
  keep: "keep",
  changed: "✏️ changed",
  gone: "🗑️ **gone**",
};
const ARGUMENTS = 40;
const LENGTH = 200;

export function rowOf(change) {
  const { action, type, path, isProtected, isLetStand, drift, place } = change;
  const kind = type.split(":").at(-1) ?? type;
  const notes = [
    drift &&
      (drift === "gone"
        ? "✋ others have deleted it in the cloud"
        : "✋ others have changed it in the cloud"),
    isProtected && "🔒 protected",
    isLetStand && "let stand in the cloud (`retainOnDelete`)",
  ];
  return {
    action: signs[action],
    resource: [pathCode(path), code(kind), ...notes].filter(Boolean).join("<br>"),
    arguments: argumentsCell(change),
    place: placeCell(place),
    takes: takesOf(change),
  };
}

export const pathCode = (path) => path.map((one) => code(cut(one, LENGTH))).join(" › ");

function argumentsCell({ action, arguments: all }) {
  const lines = all.slice(0, ARGUMENTS).map(({ path, before, after, replaces }) => {
    const [old, now] = [before, after].map((value) => code(cut(shown(value), LENGTH)));
    const values =
      action === "create" || action === "import" ? now : action === "delete" ? old : `${old} → ${now}`;
    return `${code(cut(path, LENGTH))}: ${values}${replaces ? " ♻️" : ""}`;
  });
  if (all.length > ARGUMENTS) lines.push(`… and ${all.length - ARGUMENTS} more`);
  return lines.join("<br>");
}

function placeCell({ cloud, region, project }) {
  const lines = [cloud, region, project && `project ${project}`].filter(Boolean);
  return lines.map((line) => code(cut(String(line), LENGTH))).join("<br>");
}

/** Only what is known before: no cloud says how long a copy will take. */
function takesOf({ action, isImage, old, now }) {
  if (!isImage) return "";
  const wait = now?.inputs?.timeouts?.create ?? now?.inputs?.__timeouts?.create;
  const atMost = isKnown(wait) ? `, waited for ${code(String(wait))} at most` : "";
  if (action === "create") return `a new image${atMost}`;
  if (action === "replace") return `a new image${atMost}; then the old one${sizeOf(old)} is deleted`;
  if (action === "go on") return "no new image: the wait for the one that is being made";
  return action === "update" ? "no new image" : "";
}

function sizeOf(state) {
  const { sizeBytes } = state?.outputs ?? {};
  return typeof sizeBytes === "number" && sizeBytes > 0 ? ` (${(sizeBytes / 2 ** 30).toFixed(1)} GiB)` : "";
}

export function policiesCell({ violated = [], remedied = new Set(), passed = 0 } = {}) {
  const lines = violated.map(({ by, level, isError }) => `${isError ? "❌" : "⚠️"} ${code(by)} (${level})`);
  for (const name of remedied) lines.push(`🔧 ${code(name)} corrected`);
  if (passed > 0) lines.push(`✅ ${passed} passed`);
  return [...new Set(lines)].join("<br>");
}
