import type { Cloud } from "../cloud";
import { SharedList } from "./sharedList";

/** A cloud with its shared list, which forgets what it has seen as soon as we change an image, and once more when that is answered. */
export function withSharedList(cloud: Omit<Cloud, "sharedList">): Cloud {
  const sharedList = new SharedList(cloud.imagePages, cloud.clock);
  const changing =
    <Given extends unknown[], Answer>(change: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      sharedList.forget();
      try {
        return await change(...given);
      } finally {
        sharedList.forget();
      }
    };
  return {
    ...cloud,
    sharedList,
    changeImage: changing(cloud.changeImage),
    ...(cloud.release && { release: changing(cloud.release) }),
    deleteImage: changing(cloud.deleteImage),
  };
}
