import { profilesWith } from "../../clouds/profiles/traits";
import { glanceFamily, huaweiFamily, replaces, setInPlace } from "./field";
import { pages } from "./pages";
import { textProperty } from "./property";
import {
  cloud,
  description,
  enterpriseProjectId,
  exampleUuid,
  maxRamMiB,
  minRamMiB,
  name,
  osTypeRule,
  osTypeType,
  tags,
  timeouts,
  triggers,
  uuid,
} from "./sharedFields";
import { tableOf } from "./table";
import { flag, oneOf, text, whole } from "./types";

const asTheVolume = "OpenStack: as the volume's image metadata has it";

/** evs_04_2086 for the public clouds; cinder/api/schemas/volume_actions.py and Glance's formats for OpenStack. */
export const volumeImageTable = tableOf(profilesWith("hasVolumeImages"), {
  name,
  volumeId: {
    rule: uuid,
    on: glanceFamily(replaces({})),
    text: "The volume to export: its UUID. It must be `available`, or in use with `force`.",
    example: exampleUuid,
    see: pages.exportVolume,
  },
  force: {
    rule: flag.optional(),
    on: glanceFamily(replaces({ default: false, marked: true })),
    text: "Export although the volume is in use; what its server has not written yet is then missing. OpenStack obeys only where the operator has set `enable_force_upload`.",
    example: true,
    see: pages.exportVolume,
  },
  containerFormat: {
    rule: text.optional(),
    on: {
      ...huaweiFamily(
        replaces({ default: "bare", marked: true, values: ["ami", "ari", "aki", "ovf", "bare"] }),
      ),
      openstack: replaces({
        default: "bare",
        marked: true,
        values: ["ami", "ari", "aki", "bare", "ovf", "ova", "docker", "compressed"],
      }),
    },
    text: "What the image's data is wrapped in.",
    example: "bare",
    see: pages.exportVolume,
  },
  diskFormat: {
    rule: text.optional(),
    on: {
      // The vendors' pages disagree on the default of the public clouds, so we always send ours
      // (docs/vendors/open-telekom-and-huawei.md#where-the-pages-disagree).
      ...huaweiFamily(
        replaces({ default: "zvhd2", marked: true, values: ["vhd", "zvhd", "zvhd2", "raw", "qcow2"] }),
      ),
      openstack: replaces({
        default: "raw",
        marked: true,
        values: ["raw", "vmdk", "vdi", "qcow2", "vhd", "vhdx", "ploop"],
      }),
    },
    text: "Format of the image's data.",
    example: "qcow2",
    see: pages.exportVolume,
  },
  osType: {
    rule: osTypeRule.optional(),
    on: {
      // IMS cannot change __os_type (docs/vendors/open-telekom-and-huawei.md#updating-an-image).
      ...huaweiFamily(replaces({ default: "linux", marked: true })),
      openstack: setInPlace({ without: "", fromSource: true }),
    },
    text: "Operating system, also written `Linux`, `Windows`. OTC, Huawei Cloud: obeyed only when the volume is available and its own metadata does not say it.",
    otherwise: asTheVolume,
    example: "linux",
    type: osTypeType,
  },
  description: { ...description, otherwise: asTheVolume },
  tags,
  minRamMiB,
  maxRamMiB,
  minDiskGiB: {
    rule: whole("GiB", 0).optional(),
    on: { openstack: setInPlace({ without: 0 }) },
    text: "Least disk of a server made from the image, in GiB. On the other clouds it is the volume's size.",
    example: 20,
    see: pages.updateGlanceImage,
  },
  firmwareType: {
    rule: oneOf("bios", "uefi").optional(),
    on: {
      ...huaweiFamily(setInPlace({ without: "bios" })),
      openstack: setInPlace({ without: "bios", fromSource: true }),
    },
    text: "Firmware that a server made from the image boots with.",
    otherwise: asTheVolume,
    example: "uefi",
  },
  vifMultiqueue: {
    rule: flag.optional(),
    on: {
      ...huaweiFamily(setInPlace({ without: false })),
      openstack: setInPlace({ without: false, fromSource: true }),
    },
    text: "Whether each network card of a server made from the image has several queues.",
    otherwise: asTheVolume,
    example: true,
  },
  diskBus: {
    rule: oneOf("virtio", "scsi", "sata", "ide", "usb", "fdc", "xen", "lxc", "uml").optional(),
    on: { openstack: setInPlace({ without: "", fromSource: true, property: textProperty("hw_disk_bus") }) },
    text: "Bus that the disks of a server made from the image are attached to. Nova's libvirt driver obeys it; its hypervisor has to know the bus.",
    otherwise: "as the volume's image metadata has it, else Nova chooses",
    example: "scsi",
    see: ["https://docs.openstack.org/glance/latest/admin/useful-image-properties.html"],
  },
  enterpriseProjectId,
  visibility: {
    rule: oneOf("private", "shared", "community", "public").optional(),
    on: { openstack: setInPlace({ without: "private" }) },
    text: "Who sees the image: its project alone (`private`), also projects that it is shared with (`shared`), everybody, but in no list (`community`), or everybody (`public`).",
    example: "shared",
    see: pages.updateGlanceImage,
  },
  protected: {
    rule: flag.optional(),
    on: { openstack: setInPlace({ without: false }) },
    text: "Whether Glance refuses to delete the image.",
    example: true,
    see: pages.updateGlanceImage,
  },
  hidden: {
    rule: flag.optional(),
    on: { openstack: setInPlace({ without: false }) },
    text: "Whether lists of images leave the image out unless they are asked for hidden ones; who has its id can use it.",
    example: true,
    see: pages.updateGlanceImage,
  },
  triggers,
  cloud,
  timeouts,
});
