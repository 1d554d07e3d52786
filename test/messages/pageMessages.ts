/** The texts of the page: the code in the first cells of the tables that have a column "message". */
export function pageMessages(page: string): string[] {
  const tables = page.split(/\n\| message \|[^\n]*\n\|[- |]+\n/).slice(1);
  return tables.flatMap((rest) => {
    const rows = rest.split("\n");
    const end = rows.findIndex((row) => !row.startsWith("|"));
    return rows.slice(0, end).flatMap((row) => {
      const cell = row.slice(2).split(" | ")[0] ?? "";
      return [...cell.matchAll(/`` ?(.+?) ?``|`([^`]+)`/g)].map(([, long, short]) => long ?? short ?? "");
    });
  });
}

/** What a text of the page stands for: `…` is any text. */
export function patternOf(message: string): RegExp {
  return new RegExp(message.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/…+/g, "[^]*"));
}
