/** A pack with all policies: `pulumi preview --policy-pack node_modules/pulumi-cloud-images/policy-pack`. */
import { PolicyPack } from "@pulumi/policy";
import { policies } from "../policies";

new PolicyPack("pulumi-cloud-images", { displayName: "Cloud images", policies });
