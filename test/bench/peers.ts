import type { Schedule } from "./alone";

export interface Peer {
  readonly name: string;
  /** Where its rule is published (reference/peers.md §3, anchors.md B1). */
  readonly source: string;
  schedule(random: () => number): Schedule;
}

/** First look, then gaps; the last goes on for ever. */
const gaps =
  (firstS: number, ...gapsS: number[]) =>
  (): Schedule => {
    let looks = 0;
    return {
      firstMs: firstS * 1000,
      nextMs: () => 1000 * (gapsS[Math.min(looks++, gapsS.length - 1)] ?? 0),
    };
  };

export const peers: readonly Peer[] = [
  {
    name: "Terraform huaweicloud",
    source:
      "huaweicloud/terraform-provider-huaweicloud resource_huaweicloud_ims_evs_data_image.go: Delay 10 s, PollInterval 10 s",
    schedule: gaps(10, 10),
  },
  {
    name: "pulumi-huaweicloud",
    source: "resource_huaweicloud_images_image.go (deprecated): Delay 5 s, PollInterval 15 s",
    schedule: gaps(5, 15),
  },
  {
    name: "Terraform opentelekomcloud",
    source: "opentelekomcloud/gophertelekomcloud util.go WaitFor: sleeps 1 s",
    schedule: gaps(1, 1),
  },
  {
    name: "Terraform openstack",
    source: "hashicorp/terraform-plugin-sdk helper/retry/state.go: MinTimeout 3 s, doubled up to 10 s",
    schedule: gaps(0, 3, 6, 10),
  },
  {
    name: "Terraform aws_ami",
    source: "hashicorp/terraform-provider-aws ec2_ami.go: Delay 5 s, MinTimeout 3 s, doubled up to 10 s",
    schedule: gaps(5, 3, 6, 10),
  },
  {
    name: "packer-plugin-huaweicloud",
    source: "its StateChangeConf: Delay 60 s, PollInterval 10 s",
    schedule: gaps(60, 10),
  },
  {
    name: "openstacksdk, ZStack SDK",
    source: "openstack/openstacksdk, zstackio/zstack ZSConfig.java: 2 s and 1 s; Azure core-lro: 2 s",
    schedule: gaps(0, 2),
  },
  {
    name: "Google gax",
    source: "googleapis/gax-nodejs longrunning.ts: 5 s, times 1.5, at most 45 s",
    schedule: gaps(5, ...Array.from({ length: 7 }, (_, n) => Math.min(45, 5 * 1.5 ** (n + 1)))),
  },
  {
    name: "AWS SDK waiters",
    source: "smithy-lang/smithy-typescript util-waiter/poller.ts: 2 s, doubled up to 120 s, full jitter",
    schedule: (random) => {
      let attempt = 1;
      const delay = () => 2000 + random() * (Math.min(120_000, 2000 * 2 ** attempt++) - 2000);
      return { firstMs: 0, nextMs: delay };
    },
  },
];
