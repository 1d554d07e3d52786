import { profilesWith } from "../../clouds/profiles/traits";
import { readHere, replaces, setInPlace } from "./field";
import { pages } from "./pages";
import { cloud, description, name, timeouts, triggers } from "./sharedFields";
import { tableOf } from "./table";
import { flag, formed, listOf, oneOf } from "./types";

/** A uuid as ZStack writes it: 32 digits without dashes (utils/…/StringDSL.java `isZStackUuid`). */
const uuid = formed(
  "a uuid of ZStack: 32 digits without dashes, such as 6c8c6b0ea9844ff3bc58cc46b2fde6ce",
  (value) => /^[0-9a-f]{12}[1-5][0-9a-f]{3}[89ab][0-9a-f]{15}$/.test(value),
);
const exampleUuid = "6c8c6b0ea9844ff3bc58cc46b2fde6ce";

const tag = formed("a text that is not empty", (value) => value !== "");

const see = pages.dataVolumeTemplate;

export const dataVolumeTemplateTable = tableOf(profilesWith("hasVolumeTemplates"), {
  name: { ...name, text: "Name of the template: 1–255 characters, no blanks at either end.", see },
  snapshotUuid: {
    rule: uuid,
    on: { zstack: replaces({}) },
    text: "The volume snapshot to make it from: its uuid, 32 digits without dashes. It must be ready and enabled.",
    example: exampleUuid,
    see,
  },
  backupStorageUuids: {
    rule: listOf("uuids of backup storages", uuid, 1),
    on: { zstack: replaces({}) },
    text: "Backup storages to put a copy on, by their uuids: one or more. The template stays where it has a copy on exactly these: so a storage on which the copy has failed can be taken out of the list.",
    example: [exampleUuid],
    see,
  },
  description: { ...description, text: "Description of the template: at most 2048 characters.", see },
  state: {
    rule: oneOf("Enabled", "Disabled").optional(),
    on: { zstack: setInPlace({ without: "Enabled" }) },
    text: "Whether volumes can be made from it.",
    example: "Disabled",
  },
  userTags: {
    rule: listOf("user tags", tag).optional(),
    on: { zstack: setInPlace({ without: [] }) },
    text: "User tags of the template, texts such as `team::lab`. One more is ours.",
    example: ["team::lab"],
    see,
  },
  tagUuids: {
    rule: listOf("uuids of tag patterns", uuid).optional(),
    on: { zstack: replaces({}) },
    text: "Tag patterns that the create call attaches: their uuids.",
    otherwise: "none",
    example: [exampleUuid],
    see,
  },
  systemTags: {
    rule: listOf("system tags", tag).optional(),
    on: { zstack: replaces({}) },
    text: "System tags that the create call sets, as ZStack writes them.",
    otherwise: "none",
    example: ["a::b"],
    see,
  },
  deleteMode: {
    rule: oneOf("Permissive", "Enforcing").optional(),
    on: { zstack: readHere({ default: "Permissive" }) },
    text: "How it is deleted: `Permissive` lets ZStack refuse what something depends on, `Enforcing` does not.",
    example: "Enforcing",
  },
  expunge: {
    rule: flag.optional(),
    on: { zstack: readHere({ default: false }) },
    text: "Whether a delete also expunges it, so that it cannot be recovered and its space is free.",
    example: true,
  },
  triggers,
  cloud,
  timeouts,
});
