import { z } from "zod";
import type { Caller } from "../../../http/call";
import { CredentialsError } from "../../../http/errors";
import { assumedProject, explainForeignAnswer } from "../../keystone/failures";
import { identityBase } from "../../keystone/identityBase";
import { type CloudSettings, whereToSet } from "../../settings";

const Projects = z.looseObject({ projects: z.array(z.looseObject({ id: z.string(), name: z.string() })) });

/** The id of the project to work in: as set, else looked up by its name (KeystoneListProjects), once a run. */
export async function findProject(settings: CloudSettings, identity: Caller): Promise<string> {
  const { agency } = settings;
  if (agency?.delegatedProject === undefined && settings.projectId !== undefined) return settings.projectId;
  const name = agency?.delegatedProject ?? settings.projectName ?? settings.region ?? "";
  const url = new URL(`${identityBase(settings)}/projects`);
  url.searchParams.set("name", name);
  const what = `find project "${name}" of cloud "${settings.name}"`;
  const { projects } = await identity
    .call({ what, method: "GET", url, answer: Projects })
    .catch((error: unknown) => {
      throw explainForeignAnswer(error, settings);
    });
  const project = projects.find((project) => project.name === name);
  if (project !== undefined) return project.id;
  // Not a NotFoundError, which elsewhere means that an image or a volume is gone.
  throw new CredentialsError(`${what}: the account has no project of this name`, {
    outcome: "rejected",
    hint: `name another one: set ${whereToSet(agency?.delegatedProject === undefined ? "projectName" : "delegatedProject", settings)}${assumedProject(settings)}`,
  });
}
