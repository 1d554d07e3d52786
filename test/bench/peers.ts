import type { Schedule } from "./alone";

export interface Peer {
  readonly name: string;
  /** Where its rule is published, and what it says. */
  readonly source: string;
  schedule(random: () => number): Schedule;
}

/** First poll, then gaps; the last goes on for ever. */
const gaps =
  (firstS: number, ...gapsS: number[]) =>
  (): Schedule => {
    let polls = 0;
    return {
      firstMs: firstS * 1000,
      nextMs: () => 1000 * (gapsS[Math.min(polls++, gapsS.length - 1)] ?? 0),
    };
  };

export const peers: readonly Peer[] = [
  {
    name: "Terraform huaweicloud",
    source:
      "huaweicloud/terraform-provider-huaweicloud services/ims/resource_huaweicloud_ims_evs_data_image.go L355-395 @a0345b8dcc: Delay 10 s, PollInterval 10 s",
    schedule: gaps(10, 10),
  },
  {
    name: "pulumi-huaweicloud",
    source:
      "services/deprecated/resource_huaweicloud_images_image.go, golangsdk WaitForJobSuccess: Delay 5 s, PollInterval 15 s, and sleeps 10 s after SUCCESS",
    schedule: () => ({ ...gaps(5, 15)(), afterMs: 10_000 }),
  },
  {
    name: "Terraform opentelekomcloud",
    source: "opentelekomcloud/gophertelekomcloud util.go WaitFor @30e33075: sleeps 1 s, then looks",
    schedule: gaps(1, 1),
  },
  {
    name: "Terraform openstack",
    source:
      "openstack_images_image_v2, hashicorp/terraform-plugin-sdk helper/retry/state.go @9e601691: MinTimeout 3 s, doubled up to 10 s",
    schedule: gaps(0, 3, 6, 10),
  },
  {
    name: "Terraform aws_ami",
    source: "hashicorp/terraform-provider-aws ec2_ami.go: Delay 5 s, MinTimeout 3 s, doubled up to 10 s",
    schedule: gaps(5, 3, 6, 10),
  },
  {
    name: "packer-plugin-huaweicloud",
    source:
      "huaweicloud/packer-plugin-huaweicloud builder/ecs/step_create_image.go, StateChangeConf: Delay 60 s, PollInterval 10 s",
    schedule: gaps(60, 10),
  },
  {
    name: "openstacksdk, Terraform zstack",
    source:
      "openstack/openstacksdk openstack/resource.py wait_for_status: interval 2 s; so has the SDK of Terraform's zstack provider, and Azure/azure-sdk-for-js core-lro",
    schedule: gaps(0, 2),
  },
  {
    name: "Google gax",
    source:
      "googleapis/gax-nodejs gax/src/longRunningCalls/longrunning.ts @acfbe801: 5 s, times 1.5, at most 45 s",
    schedule: gaps(5, ...Array.from({ length: 7 }, (_, n) => Math.min(45, 5 * 1.5 ** (n + 1)))),
  },
  {
    name: "AWS SDK waiters",
    source:
      "smithy-lang/smithy-typescript util-waiter/poller.ts @6815d3e96: 2 s, doubled up to 120 s, full jitter",
    schedule: (random) => {
      let attempt = 1;
      const delay = () => 2000 + random() * (Math.min(120_000, 2000 * 2 ** attempt++) - 2000);
      return { firstMs: 0, nextMs: delay };
    },
  },
];
