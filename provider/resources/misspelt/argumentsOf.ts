import type { Profile } from "../../clouds/settings";
import { dataImageTable } from "../arguments/dataImage";
import { dataVolumeTemplateTable } from "../arguments/dataVolumeTemplate";
import type { Fields } from "../arguments/field";
import { fullEcsImageTable } from "../arguments/fullEcsImage";
import { volumeImageTable } from "../arguments/volumeImage";
import type { Place, Shape } from "./whyStray";

const tables: Readonly<
  Record<string, { readonly fields: Fields; readonly schema: { readonly shape: Shape } }>
> = {
  VolumeImage: volumeImageTable,
  FullEcsImage: fullEcsImageTable,
  DataImage: dataImageTable,
  DataVolumeTemplate: dataVolumeTemplateTable,
};

const shapes: Readonly<Record<string, Shape>> = Object.fromEntries(
  Object.entries(tables).map(([type, { schema }]) => [type, schema.shape]),
);

/** The arguments of a resource, of which its cloud may have some. */
export function argumentsOf(type: string, profile: Profile | undefined): Place {
  const fields = Object.entries(tables[type]?.fields ?? {});
  const here = profile && fields.flatMap(([name, { on }]) => (on[profile] === undefined ? [] : [name]));
  return { of: type, shapes, here };
}
