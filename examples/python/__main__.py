"""An image of a volume, and the names of the base images that there are already."""

import pulumi
import pulumi_cloudimages as cloudimages

config = pulumi.Config()

golden = cloudimages.VolumeImage(
    "golden",
    volume_id=config.require("volumeId"),
    description=config.require("description"),
    os_type=cloudimages.OsType.LINUX,
    min_ram_mi_b=1024,  # minRamMiB, as Pulumi's generator spells it
    tags={"team": "platform"},
    opts=pulumi.ResourceOptions(custom_timeouts=pulumi.CustomTimeouts(create="2h")),
)

# A look-up runs in previews too, and only reads. Images that this program makes are not to be looked up: they have outputs.
base = cloudimages.get_images_output(tags={"line": "base"}, limit=5)

pulumi.export("imageId", golden.image_id)
pulumi.export("minDiskGiB", golden.min_disk_gi_b)
pulumi.export("baseImages", base.images.apply(lambda images: [image.name for image in images]))
