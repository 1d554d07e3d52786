// The tables of arguments and outputs, from their declarations.
import { inWords, isRequired, valuesOn } from "../../provider/bin/resources/arguments/words.js";

const cell = (text) => text.replaceAll("|", "\\|");
const rows = (lines) => ["| name | type | meaning |", "| --- | --- | --- |", ...lines].join("\n");

export function argumentTable({ fields, clouds }) {
  return rows(
    Object.entries(fields).map(([name, field]) => {
      const mark = isRequired(name, field) ? " (required)" : "";
      return `| \`${name}\`${mark} | ${cell(valueName(field, clouds))} | ${cell(inWords(field, clouds))} |`;
    }),
  );
}

function valueName(field, clouds) {
  const { rule, type } = field;
  const values = valuesOn(field, clouds);
  if (values.length > 0) return values.map((value) => `\`"${value}"\``).join(" ");
  return type === "Triggers" ? "list or map of texts, numbers, booleans" : typeName(rule);
}

export function outputTable(shape) {
  return rows(
    Object.entries(shape).map(
      ([name, type]) => `| \`${name}\` | ${typeName(type)} | ${cell(described(type))} |`,
    ),
  );
}

/** The description of an output: on its optional type, or on the type inside. */
export function described(type) {
  return type.description ?? (type.def.innerType ? described(type.def.innerType) : "");
}

export function typeName(type) {
  const { def } = type;
  if (def.type === "optional") return typeName(def.innerType);
  if (def.type === "enum")
    return Object.values(def.entries)
      .map((value) => `\`"${value}"\``)
      .join(" ");
  if (def.type === "union") return [...new Set(def.options.map(typeName))].join(" or ");
  if (def.type === "array") return `list of ${typeName(def.element)}`;
  if (def.type === "record") return def.valueType.def.type === "string" ? "text → text" : "map";
  if (def.type === "object") return `{ ${Object.keys(type.shape).join(", ")} }`;
  return { string: "text", number: "number", boolean: "boolean" }[def.type] ?? def.type;
}
