import { openLab } from "../harness/lab";
import { signedIn } from "../harness/signIn";
import { failureOf } from "../harness/stack";
import { jobImage } from "../harness/subjects";

test.each([
  ["its name", { project_name: "eu-de_other" }],
  ["its id", { project_id: "10000000000000000000000000000002" }],
])("a token of one project with another one configured by %s makes nothing, anywhere", async (_, project) => {
  const lab = await openLab(jobImage("otc", "an object"));
  const { auth, ...signIn } = await signedIn(lab, "otc-token");
  lab.forget();
  const stack = lab.stack();
  const up = stack.up(lab.process({ ...signIn, auth: { ...auth, ...project } }), lab.args());
  const error = await failureOf(up);
  expect(error).toMatchObject({
    name: "CredentialsError",
    message: expect.stringContaining('the token is of project "eu-de_lab"'),
  });
  expect(stack.recorded).toBeUndefined();
  expect(new Set(lab.wire())).toEqual(new Set(["iam.showToken"]));
  expect(lab.images()).toEqual([]);
  await stack.up(lab.process({ ...signIn, auth: auth ?? {} }), lab.args());
  expect(lab.images()).toMatchObject([{ name: "golden" }]);
  await lab.close();
});
