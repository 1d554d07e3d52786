import { z } from "zod";
import { type Answer, type Call, json, noContent } from "../http/answer";
import { open, type Route } from "../http/route";
import { ImpossibleFixture, UnknownFixture } from "../world/world";

/** How a call of `/_admin` is read and answered. */

const answering =
  (handle: (call: Call) => Answer) =>
  (call: Call): Answer => {
    try {
      return handle(call);
    } catch (error) {
      if (error instanceof UnknownFixture) return json(404, { error: error.message });
      if (error instanceof ImpossibleFixture) return json(400, { error: error.message });
      if (error instanceof z.ZodError) return json(400, { error: z.prettifyError(error) });
      if (error instanceof SyntaxError) return json(400, { error: `not JSON: ${error.message}` });
      throw error;
    }
  };

export const body = <Schema extends z.ZodType>(call: Call, schema: Schema): z.infer<Schema> =>
  schema.parse(call.rawBody === "" ? {} : JSON.parse(call.rawBody));
export const id = (call: Call): string => call.params.id ?? "";
export const admin = (name: string, line: string, handle: (call: Call) => Answer): Route =>
  open(`admin.${name}`, line, answering(handle));

export const emptied =
  (empty: (call: Call) => void) =>
  (call: Call): Answer => {
    empty(call);
    return noContent();
  };
