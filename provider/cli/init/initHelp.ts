export const initHelp = `Usage: pulumi-cloud-images init [<kind of cloud>] [options]

Makes a project in the current folder that is ready for "pulumi up", for a cloud
of the kind otc, otc-swiss, huaweicloud, openstack or zstack: an entry in
clouds.yaml, Pulumi.yaml, a program for one resource, package.json,
tsconfig.json, .gitignore and the stack. It asks for what no option says, with
defaults in brackets, tries to sign in, shows the list of files, and then
writes. Nothing that is there is written over: an entry is used as it is,
Pulumi.yaml, package.json and .gitignore get what they lack, and a program
stays. A second run changes nothing. Without a terminal the options have to say
everything that has no default.

The cloud:
  --cloud NAME        the entry in clouds.yaml. Default: the kind of cloud. One
                      that is there is used
  --sign-in WAY       password, access-key, application-credential, federation
                      (a token of an identity provider) or server (the agency of
                      the server that this runs on), as far as the cloud has it
  --region-name, --auth-url, --username, --user-domain-name, --project-name,
  --access-key, --application-credential-id, --account-name, --allow-http, …
                      the entry's keys: each key of clouds.yaml but secrets is
                      an option. Default: what the variables OS_*, HW_* or
                      ZSTACK_* say, if they are of this kind of cloud
  --secret-stdin      the password, secret key or secret is read from standard
                      input. Otherwise it is typed, and not shown, or comes from
                      OS_PASSWORD, OS_SECRET_KEY or
                      OS_APPLICATION_CREDENTIAL_SECRET. It is no option. It gets
                      into secure.yaml if there is one, else into clouds.yaml;
                      only you can read either
  --clouds-yaml project|user
                      where a new clouds.yaml is made: in this folder (the
                      default), or in ~/.config/openstack
  --skip-checks       writes the entry without asking the cloud whether it is
                      right

The program:
  --resource NAME     VolumeImage, FullEcsImage, DataImage or
                      DataVolumeTemplate, as far as the cloud has it
  --language NAME     typescript (the default) or yaml
  --name NAME         the project's name. Default: the folder's
  --stack NAME        the stack. Default: the one that is selected, else a new
                      one, dev
  --backend URL       where the project keeps its state; local is ~/.pulumi, for
                      which no account is needed. Default: where Pulumi is
                      logged in

  -y, --yes           takes all defaults, and writes without a question
  --dry-run           says what would be written, and asks neither the cloud nor
                      Pulumi to make anything
  --json              the result as JSON; nothing else is written to stdout
  --help

Exit codes:
  0   all is there, and well
  1   a check failed; where the cloud refuses a new entry, nothing was written
  2   wrong usage, or something is missing
  3   could not do it: a file cannot be written; it is said which ones were
      before
  130 ended with Ctrl-C or by the end of the input: nothing was written
`;
