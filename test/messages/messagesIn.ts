import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";

/** A text for people as a source has it, with `…` for what is put in when it runs. */
export interface Message {
  readonly text: string;
  /** The file, below provider/. */
  readonly file: string;
}

/** The texts of what is thrown and warned of, and of the issues that arguments and settings may have. */
export function messagesIn(folder: string): Message[] {
  return sourcesIn(folder).flatMap((path) => {
    const file = relative(folder, path);
    const tree = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
    const texts: string[] = [];
    const visit = (node: ts.Node): void => {
      for (const told of toldAt(node)) texts.push(...textsOf(told, tree));
      node.forEachChild(visit);
    };
    visit(tree);
    return texts.filter(hasWords).map((text) => ({ text, file }));
  });
}

/** Something is said here: an error is made, a warning is given, an issue has a reason. */
function toldAt(node: ts.Node): readonly ts.Expression[] {
  const first = (args: ts.NodeArray<ts.Expression> | undefined) => (args?.[0] === undefined ? [] : [args[0]]);
  if (
    ts.isNewExpression(node) &&
    /Error$/.test(node.expression.getText()) &&
    !isBug(node.expression.getText())
  )
    return first(node.arguments);
  if (
    ts.isCallExpression(node) &&
    /(^|\.)(warn|userError|wrong|note|invalid|conflict|refused|failed)$/.test(node.expression.getText())
  )
    return first(node.arguments);
  if (ts.isPropertyAssignment(node) && node.name.getText() === "reason") return [node.initializer];
  return [];
}

const isBug = (name: string) => /^(Type|Range|Bug|)Error$/.test(name);

/** All texts that an expression can be: one for each branch of a condition. */
function textsOf(node: ts.Expression, tree: ts.SourceFile): string[] {
  if (ts.isParenthesizedExpression(node)) return textsOf(node.expression, tree);
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node))
    return [node.whenTrue, node.whenFalse].flatMap((one) => textsOf(one, tree));
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
    return combined([textsOf(node.left, tree), textsOf(node.right, tree)]);
  if (ts.isTemplateExpression(node))
    return [[node.head.text, ...node.templateSpans.flatMap(({ literal }) => ["…", literal.text])].join("")];
  return ["…"];
}

function combined(parts: readonly (readonly string[])[]): string[] {
  return parts.reduce<string[]>(
    (starts, ends) => starts.flatMap((start) => ends.map((end) => start + end)),
    [""],
  );
}

/** A text that is only put together of others says nothing by itself. */
const hasWords = (text: string) => /\p{L}{2,}/u.test(text.replaceAll("…", ""));

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return ["bin", "node_modules", "plugin"].includes(entry.name) ? [] : sourcesIn(path);
    return entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts") ? [path] : [];
  });
}
