import { replaces, setInPlace } from "../../provider/resources/arguments/field";
import { textProperty } from "../../provider/resources/arguments/property";
import { tableOf } from "../../provider/resources/arguments/table";
import { volumeImageTable } from "../../provider/resources/arguments/volumeImage";

const made = { text: "An argument made up for a test.", example: "virtio" } as const;
const { rule } = volumeImageTable.fields.containerFormat;

/** Never called: `tsc` fails where one of these is no error any more. */
export function refusedByTheCompiler(): void {
  const row = { ...made, rule };
  const on = { openstack: replaces({}) };
  // @ts-expect-error: no change of diskBus reaches openstack: give its property
  tableOf(["openstack"], { diskBus: { ...row, on: { openstack: setInPlace({ without: "" }) } } });
  const property = textProperty("hw_disk_bus");
  // @ts-expect-error: a new image of openstack takes diskBus from its volume: say fromSource
  tableOf(["openstack"], { diskBus: { ...row, on: { openstack: setInPlace({ without: "", property }) } } });
  // @ts-expect-error: what it falls back to is missing
  setInPlace({ property });
  // @ts-expect-error: the rule is missing
  tableOf(["openstack"], { diskBus: { ...made, on } });
  // @ts-expect-error: the text is missing
  tableOf(["openstack"], { diskBus: { rule, example: "virtio", on } });
  // @ts-expect-error: the example is missing
  tableOf(["openstack"], { diskBus: { rule, text: made.text, on } });
  // @ts-expect-error: the clouds are missing
  tableOf(["openstack"], { diskBus: { ...row } });
  // @ts-expect-error: the example is no text, as the rule has it
  tableOf(["openstack"], { diskBus: { ...row, example: 7, on } });
}
