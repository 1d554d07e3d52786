/** The tag that marks an image as managed, and says whose it is. */
export const OUR_TAG = "pulumi-cloud-images";
