import {
  CredentialsError,
  ImageFailedError,
  ProtocolError,
  UnavailableError,
  WaitTimeoutError,
} from "../../../provider/http/errors";
import type { Case, Failure } from "./expectedOutcome";
import { isDelete } from "./scenarios";

interface Exception {
  readonly because: string;
  readonly when: (tried: Case) => boolean;
  readonly outcome: Failure | "good" | ((tried: Case) => Failure);
}

const isEndless = ({ fault: { times = 1 } }: Case) => times > 1;
const isCall = ({ scenario, fault: { route } }: Case, during: string, at: string) =>
  scenario === during && route === at;
/** The code of an error that ZStack answers as its own. */
const codeOf = ({ fault }: Case) => /"code":"([^"]*)"/.exec(JSON.stringify(fault))?.[1];
const failedJob: Failure = { error: ImageFailedError, outcome: "rejected", kept: false };

/** What does not follow from the kind of fault and of call. */
export const exceptions: readonly Exception[] = [
  {
    because: "whether the backup is gone is looked at when the image is",
    when: ({ scenario }) => scenario === "delete with its backup",
    outcome: "good",
  },
  {
    because: "while the job's answer is waited for, the image is found by its mark, and is ready",
    when: ({ scenario, fault: { route, kind } }) =>
      scenario === "create" && route.startsWith("ims.showJob") && kind === "noHeaders",
    outcome: "good",
  },
  {
    because: "what the cloud noted is only asked for to say more about a failure",
    when: ({ scenario, subject }) => scenario === "failed create" && subject.madeBy === "export",
    outcome: { ...failedJob, kept: true },
  },
  {
    because:
      "an agency is taken on with the token that the answer names, and one that cannot be read names none",
    when: ({ signIn, fault: { route, kind, ...rest } }) =>
      /^(otc|huaweicloud)-agency$/.test(signIn) &&
      route === "iam.createToken" &&
      (kind === "notJson" || ("status" in rest && rest.status === 200)),
    outcome: { error: CredentialsError, outcome: "rejected", kept: false },
  },
  {
    because: "ZStack accepts the call of a session that is over, and fails its job",
    when: ({ fault: { route, kind } }) => route === "zstack.createTemplate" && kind === "sessionEnds",
    outcome: failedJob,
  },
  {
    because: "an accepted create without a job leaves nothing to ask about but a template that is not there",
    when: ({ fault }) =>
      fault.route === "zstack.createTemplate" &&
      fault.kind === "status" &&
      fault.status === 200 &&
      !fault.applied,
    outcome: { ...failedJob, outcome: "unknown" },
  },
  {
    because: "a create that was sent and cannot be looked for may have been accepted",
    when: (tried) =>
      isCall(tried, "create", "zstack.queryImages") &&
      tried.fault.kind === "oversize" &&
      tried.fault.nth === 2,
    outcome: { error: ProtocolError, outcome: "unknown", kept: false },
  },
  {
    because: "what ZStack answers for a job is how the job has ended",
    when: (tried) => tried.fault.route === "zstack.showJob" && codeOf(tried) !== undefined,
    outcome: (tried) =>
      isDelete(tried.scenario) || tried.scenario === "update"
        ? {
            error: UnavailableError,
            outcome: codeOf(tried) === "SYS.1000" ? "unknown" : "rejected",
            kept: !isDelete(tried.scenario),
          }
        : { ...failedJob, kept: true },
  },
  {
    because: "so is the end of a session, where it is answered again and again",
    when: (tried) =>
      (isCall(tried, "create", "zstack.showJob") || isCall(tried, "resume", "zstack.showJob")) &&
      tried.fault.kind === "unauthorized" &&
      isEndless(tried),
    outcome: { ...failedJob, kept: true },
  },
  {
    because: "whose a new template is, is asked again before it is claimed",
    when: (tried) =>
      isCall(tried, "create", "zstack.queryUserTags") && (tried.fault.nth ?? 1) === 1 && !isEndless(tried),
    outcome: "good",
  },
  {
    because: "a session that is new each time lets the wait go on",
    when: (tried) =>
      isCall(tried, "create", "zstack.queryUserTags") &&
      tried.fault.kind === "sessionEnds" &&
      isEndless(tried),
    outcome: { error: WaitTimeoutError, outcome: "unknown", kept: true },
  },
  {
    because: "once the job of a delete is over, the template that is gone says so, too",
    when: (tried) => isCall(tried, "delete", "zstack.showJob") && tried.fault.kind === "sessionEnds",
    outcome: "good",
  },
];
