import { claimInTags } from "../../provider/lifecycle/marks/marker";
import type { Path } from "./explorer";
import type { ModelEngine } from "./modelEngine";
import type { ModelImage } from "./modelImage";
import type { World } from "./world";

/**
 * From wherever the story has led: with a fair cloud some `up`s end with the image, and a destroy with nothing. Of several
 * engines each in turn, so that what one does is seen to leave the others' alone.
 */
export async function comesRight(world: World, path: Path): Promise<void> {
  path.fair = true;
  await world.later(600_000);
  for (const engine of world.engines) await comesTo(world, engine);
  touchedOnlyItsOwn(world);
}

async function comesTo(world: World, engine: ModelEngine): Promise<void> {
  const { images, calls, later } = world;
  const { name } = engine.stack;
  await isMade(world, engine);
  madeOnce(world, engine);
  await later(60_000);
  if (!(await engine.refresh())) throw new Error("the refresh fails");
  const isOurs = await isMade(world, engine);
  madeOnce(world, engine);
  if (isOurs) isRecorded(world, engine);
  if (!(await engine.destroy())) throw new Error("the destroy fails");
  const left = images
    .madeBy(name)
    .filter((image) => image !== calls.claimedByAnother && !isOver(image, world));
  if (left.length > 0) throw new Error(`left after the destroy: ${left.map(({ id }) => id).join(", ")}`);
}

/**
 * Nobody can know of it, or would want to: taken over for a state that was never written, or given up by the cloud (`orphans`
 * lists both), or robbed of its mark.
 */
function isOver(image: ModelImage, { calls }: World): boolean {
  return image.fails || calls.isOrphan(image) || image === calls.people.unmarked;
}

const MOST_UPS = 4;

/** False where the image, or what it is made of, has become another's: then the resource is the user's to remove. */
async function isMade(world: World, engine: ModelEngine): Promise<boolean> {
  const { calls, args, later } = world;
  for (let attempt = 1; attempt <= MOST_UPS; attempt += 1) {
    if (await engine.up(args)) return true;
    const { claimed, unmarked } = calls.people;
    const imageId = engine.recorded?.outputs.imageId;
    if (claimed !== undefined && claimed.id === imageId) return false;
    // It bears the claim of a take-over that was released, which only its name has told.
    if (unmarked !== undefined && unmarked.id === imageId && engine.told.includes("claimed by another"))
      return false;
    const inTheWay = whatHasTheBackup(world, engine);
    if (inTheWay === "another's") return false;
    keepOne(world, engine);
    await later(600_000);
    await engine.refresh(); // as the error of an image that is gone says
  }
  throw new Error(`no \`up\` of ${MOST_UPS} succeeds`);
}

/**
 * Where a backup has served its one image, the words must tell which: another's stays, and the state's own is gone on with; one
 * that no state knows is deleted by a person who has read of it.
 */
function whatHasTheBackup({ images, calls }: World, engine: ModelEngine): "another's" | undefined {
  if (images.settings.isBackup !== true) return undefined;
  const used = images.ours.filter(({ id }) => id !== engine.recorded?.outputs.imageId);
  for (const image of used) {
    if (!engine.told.includes(image.id)) throw new Error("nobody is told which image has used the backup");
    if (image.by !== engine.stack.name || image === calls.claimedByAnother) return "another's";
    image.gone = true;
  }
  return undefined;
}

/** Where several images bear the mark, a person deletes all but one, as the error says. */
function keepOne({ images }: World, { told }: ModelEngine): void {
  if (!told.includes("several images carry the mark")) return;
  for (const image of images.ours.filter(({ id }) => told.includes(id)).slice(1)) image.gone = true;
}

function isRecorded({ images }: World, { recorded }: ModelEngine): void {
  if (recorded === undefined || recorded.failed) throw new Error("the state has no finished image");
  const mine = images.alive.find(({ id }) => id === recorded.outputs.imageId);
  if (mine === undefined) throw new Error("the state's image does not exist");
  if (claimInTags(mine.tags) !== recorded.outputs.claim)
    throw new Error("the image does not bear the state's claim");
}

/** Of the images that were made for the resource there is none but the state's. */
function madeOnce(world: World, { stack, recorded, condemned }: ModelEngine): void {
  const { images, calls } = world;
  const others = images
    .madeBy(stack.name)
    .filter(
      (image) =>
        image.id !== recorded?.outputs.imageId &&
        !condemned.some(({ id }) => id === image.id) &&
        image !== calls.claimedByAnother &&
        !isOver(image, world),
    );
  if (others.length > 0)
    throw new Error(`besides the state's image there are ${others.map(({ id }) => id).join(", ")}`);
}

function touchedOnlyItsOwn({ calls: { trespasses } }: World): void {
  if (trespasses.length > 0) throw new Error(trespasses.join("; "));
}
