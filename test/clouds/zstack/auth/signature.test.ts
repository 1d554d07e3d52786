import { Secret } from "../../../../provider/clouds/settings";
import { signatureOf, signed, wallDate } from "../../../../provider/clouds/zstack/auth/signature";

const secret = "test-access-key-secret-0123456789abcdef";
const image = "/v1/images/314d80c2feb5352c984b3ffd36108c32";
const create = "/v1/images/data-volume-templates/from/volume-snapshots/6c8c6b0ea9844ff3bc58cc46b2fde6ce";

test.each([
  ["GET", "Sat, 21 Nov 2026 13:00:00 CST", image, "CActBk8DdQHsdeZXW3tkPbmI9BA="],
  ["POST", "Sat, 21 Nov 2026 05:00:00 GMT", create, "BI97065s0ZnQZyWGl8vY7bSudqQ="],
  ["PUT", "Sat, 21 Nov 2026 05:00:00 UTC", `${image}/actions`, "CWlCfPGCxcouYg4JBniGU6dt3Zk="],
])(
  "the vector of %s at %s (docs/vendors/zstack.md#access-key-signatures)",
  (method, date, path, expected) => {
    expect(signatureOf(secret, method, date, path)).toBe(expected);
  },
);

test.each([
  ["/zstack", `http://h:8080/zstack${image}?q=name=a&limit=1`],
  ["/a/b", `https://h/a/b${image}`],
])("below %s the path is signed from /v1 on, without the query", (context, url) => {
  const keys = { accessKey: "key", secretKey: new Secret(secret) };
  const request = { method: "GET", url: new URL(url), headers: { accept: "x" } } as const;
  const { headers } = signed(request, keys, "Sat, 21 Nov 2026 13:00:00 CST", context);
  expect(headers).toEqual({
    accept: "x",
    date: "Sat, 21 Nov 2026 13:00:00 CST",
    authorization: "ZStack key:CActBk8DdQHsdeZXW3tkPbmI9BA=",
  });
});

test.each([
  ["UTC", Date.UTC(2026, 10, 1, 5, 4, 3), "Sun, 01 Nov 2026 05:04:03 UTC"],
  ["Asia/Shanghai", Date.UTC(2026, 10, 21, 16, 0, 0), "Sun, 22 Nov 2026 00:00:00 Asia/Shanghai"],
  ["Europe/Berlin", Date.UTC(2026, 6, 9, 22, 30, 0), "Fri, 10 Jul 2026 00:30:00 Europe/Berlin"],
])("the date is what a clock in %s shows", (zone, at, expected) => {
  expect(wallDate(at, zone)).toBe(expected);
});
