/** ZStack's demo accounts. Public, and they protect nothing. */
export interface Account {
  readonly uuid: string;
  readonly name: string;
}

/** What is added belongs to the first unless another is named; the other one's things are not seen by it. */
export const accounts: readonly [Account, Account] = [
  { uuid: "5a3a4ee9b1ab4b8f9c0d5d0f4b7a0001", name: "demo" },
  { uuid: "5a3a4ee9b1ab4b8f9c0d5d0f4b7a0002", name: "other" },
];

export const demoAccount = accounts[0];

/** A user below the first account; it may do whatever its account may. */
export const demoUser = { uuid: "5a3a4ee9b1ab4b8f9c0d5d0f4b7a0003", name: "operator" };

export const demoAccessKey = "demoAccessKey0000000";

export interface Secrets {
  readonly password: string;
  readonly userPassword: string;
  readonly accessKeySecret: string;
}

export const demoSecrets: Secrets = {
  password: "demo-password-zstack",
  userPassword: "demo-password-zstack-user",
  accessKeySecret: "demo-access-key-secret-zstack",
};

export const accountNamed = (nameOrUuid: string): Account | undefined =>
  accounts.find(({ uuid, name }) => uuid === nameOrUuid || name === nameOrUuid);
