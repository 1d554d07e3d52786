import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const clouds = {
  main: { profile: "otc", auth: { auth_url: "https://iam.eu-de.otc.t-systems.com/v3" } },
  lab: { profile: "openstack", auth: { auth_url: "https://lab.example.com/v3" }, region_name: "RegionOne" },
  bare: { profile: "openstack", auth: { auth_url: "https://bare.example.com/v3" } },
};

/** Gives every test these clouds, and none that this machine knows. */
export function useClouds(): void {
  let folder: string;
  const env = process.env;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "policies-"));
    const file = path.join(folder, "clouds.yaml");
    writeFileSync(file, JSON.stringify({ clouds })); // JSON is YAML
    const others = Object.entries(env).filter(([key]) => !/^(OS|HW|HUAWEICLOUD|ZSTACK)_/.test(key));
    process.env = { ...Object.fromEntries(others), OS_CLIENT_CONFIG_FILE: file };
  });

  afterEach(() => {
    process.env = env;
    rmSync(folder, { recursive: true });
  });
}
