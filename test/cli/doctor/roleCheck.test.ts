import { roleCheck } from "../../../provider/cli/doctor/roleCheck";

test.each([["reader"], ["Reader"], ["reader", "load-balancer_observer"], ["readonly"], ["audit_read_only"]])(
  "a user whose roles only read is warned of: %s",
  (...roles) => {
    expect(roleCheck(roles)).toMatchObject({
      verdict: "warning",
      found: expect.stringContaining(`${[...roles].sort().join(", ")}: by Keystone's default roles`),
      whatToDo: expect.stringContaining("such as member"),
    });
  },
);

test.each([
  ["member"],
  ["reader", "member"],
  ["admin", "member", "reader"],
  ["te_admin"],
  ["proofreader_admin"],
])("one who may more is not: %s", (...roles) => {
  expect(roleCheck(roles)).toEqual({ name: "roles", verdict: "ok", found: [...roles].sort().join(", ") });
});
