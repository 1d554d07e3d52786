export const commandHelp = `Usage: pulumi-cloud-images <subcommand> [options]

  init      makes a project that is ready for "pulumi up": a cloud's entry in
            clouds.yaml, a program, a stack
  orphans   lists images of this stack that its state does not know, and
            unfinished ones; deletes nothing
  import    prepares the import of images that exist: writes the file for
            "pulumi import" and the program text, or prints the "pulumi import"
            for the plugin
  doctor    says which cloud is used and why, and whether it can be reached,
            signed in to and read; changes nothing
  sources   lists what images can be made from: id, name, size, state, whether
            it could be now, and why not

  --help, --version; each subcommand has its own --help.
`;

export const orphansHelp = `Usage: pulumi-cloud-images orphans [options]

Lists the images in the cloud that carry this stack's mark (the tag
"pulumi-cloud-images", or a name that begins with "creating-") but are not in
its state, images of the state that are unfinished, and those that another
resource has claimed. It deletes nothing.

  --state FILE   the stack's state, as "pulumi stack export" writes it; "-" is
                 standard input. Pulumi is then asked for nothing, unless
                 --stack or --config-file is given too. Default:
                 "pulumi stack export" in the current folder
  --stack NAME   the stack, as "pulumi --stack" takes it. Default: the one that
                 is selected
  --cloud NAME   look into this cloud too; may be given several times. Always
                 looked into: the clouds that resources of the state name, the
                 stack's default cloud, and those of the program's explicit
                 providers
  --owner NAME   the value of cloudimages:owner under which the images were
                 made, where the state does not tell it
  --config-file FILE
                 the file with the stack's configuration, as
                 "pulumi --config-file" takes it. Default: the stack's own
  --json         the result as JSON; nothing else is written to stdout
  --help

Credentials come from where a "pulumi up" takes them: clouds.yaml, OS_*, HW_*,
ZSTACK_*, and the stack's configuration, for which
"pulumi config --show-secrets" is called if it holds any. Those of an explicit
provider stand in the state, for which "pulumi stack export --show-secrets" is
called if it has them encrypted. With --state, such a provider's clouds are
looked into only if the file has them in plain text. They are never printed.

Exit codes:
  0   nothing found
  1   orphans, unfinished or claimed images found
  2   wrong usage
  3   could not look, or not everywhere: the state cannot be read, or a cloud
      does not answer. What was found elsewhere is still listed
`;

export const doctorHelp = `Usage: pulumi-cloud-images doctor [options]

Says which cloud is used and why, where each setting came from (secrets masked),
and checks: the identity service and this machine's clock, the credentials,
project, region and roles, the image and volume services (on ZStack: the
management node, the account, and the time zone that an access key signs in),
each right that an "up" or a "destroy" needs, the installation of this package,
and the stack's configuration. Where the program is in another language than
TypeScript and JavaScript: in place of the package the plugin, the Node.js that
runs it, and whether marks can tell whose images they are. Explicit providers in
the stack's state lead to clouds of their own, which are checked too, unless
--cloud is given; for encrypted settings of theirs
"pulumi stack export --show-secrets" is called. It only reads; nothing is
created or changed. A right that cannot be looked at without changing something
is "untried", with the vendor's name for it (on ZStack, that of the API call).

  --cloud NAME   the cloud, as the argument "cloud" of a resource. Default: the
                 stack's default cloud
  --stack [NAME] says what is under way in the stack too: unfinished images and
                 creates of which the engine has no answer, how far they are,
                 and which command goes on with them. The stack is that one, as
                 "pulumi --stack" takes it; without a name the one that is
                 selected, whose configuration counts in any case
  --config-file FILE
                 the file with that configuration, as "pulumi --config-file"
                 takes it. Default: the stack's own
  --json         the result as JSON; nothing else is written to stdout
  --help

Exit codes:
  0   all is well, warnings and untried rights aside; an unfinished image is a
      warning
  1   something failed
  2   wrong usage
`;

export const importHelp = `Usage: pulumi-cloud-images import <resource> <name> <id…> [options]
       pulumi-cloud-images import <resource> <name> --tag KEY=VALUE …
       pulumi-cloud-images import <resource> <name> --name-pattern PATTERN …

Brings images that exist into a stack. Reads them, writes the file that
"pulumi import --file" takes, and prints the program text to paste; the next
"pulumi preview" then shows no change. Run it in the project's folder. If the
program is in another language than TypeScript and JavaScript, no file is
needed: prints the "pulumi import" of each image, which the plugin answers and
which prints the program text.

  <resource>     VolumeImage, FullEcsImage, DataImage, DataVolumeTemplate
  <name>         the resource's name in the program; several images get
                 <name>-1, <name>-2, …
  <id…>          ids of images; or all images of these tags and this name, by
                 their names:
  --tag KEY=VALUE          may be given several times: the image has all of them
  --name-pattern PATTERN   "*" stands for any text, "?" for one character
  --exclude ID             leaves one of them out; may be given several times.
                           Those that the state has are passed over

  --source SOURCE    what the image was made from, where the cloud does not tell
                     it; for one of several images: ID:SOURCE. May be given
                     several times. Written as
                       VolumeImage          the volume's id
                       FullEcsImage         instanceId=…,vaultId=… or
                                            csbsBackupId=… or cbrBackupId=…
                       DataImage            bucket:object
                       DataVolumeTemplate   the volume snapshot's uuid
  --take-over        mark the images as this stack's at once, by the tag
                     "pulumi-cloud-images"; needed for images that bear the mark
                     of another resource, of this stack or another, which then
                     leaves them alone. Without it nothing is changed in the
                     cloud, and another stack that imports an unmarked image is
                     not noticed
  --file FILE        the import file, in TypeScript and JavaScript. Default:
                     cloud-images-import.json; one that exists is not
                     overwritten
  --cloud NAME       the cloud, as the argument "cloud" of the resource.
                     Default: the stack's default cloud
  --stack NAME       the stack, as "pulumi --stack" takes it. Default: the one
                     that is selected
  --config-file FILE the file with its configuration, as "pulumi --config-file"
                     takes it. Default: the stack's own
  --parent URN       the parent that the resources have in the program, such as
                     a component: in the state already.
                     "pulumi stack --show-urns" lists URNs
  --json             the result as JSON, at exit codes 0 and 1; nothing else is
                     written to stdout
  --help

Exit codes:
  0   the file is written, or the commands are printed
  1   no image is there to be imported, or one cannot be imported as asked: each
      is listed with the reason, and no file is written
  2   wrong usage, which is said before anything is changed
  3   it could not be done: Pulumi or the cloud does not answer, or refuses (a
      marking too), or Pulumi is older than 3.254; there is no such cloud, or
      its settings are wrong; the file could not be written
`;

export const sourcesHelp = `Usage: pulumi-cloud-images sources [<kind>] [options]

Lists what images can be made from, with what the preflight of an "up" would say
of each: whether an image could be made now, and why not. It only reads. The
kinds; without one, all that the cloud has:

  volumes        for VolumeImage: Open Telekom Cloud, Huawei Cloud, OpenStack
  servers        for FullEcsImage: Open Telekom Cloud, Huawei Cloud
  backups        for FullEcsImage: those of CBR and of CSBS, shared ones
                 included
  objects        for DataImage: the image files of a bucket of OBS; without
                 --bucket, the buckets
  snapshots      for DataVolumeTemplate: ZStack

  --bucket NAME  the bucket, for objects. Files are known by their endings:
                 .qcow2, .raw, .vhd, .zvhd, .zvhd2, .vmdk, .vhdx, .qcow, .qed,
                 .vdi
  --name PATTERN only those of such a name (an object's key): "*" stands for any
                 text, "?" for one character
  --exportable   only those of which an image could be made now, as they are
  --cloud NAME   the cloud, as the argument "cloud" of a resource. Default: the
                 stack's default cloud
  --stack NAME   the stack whose configuration counts, as "pulumi --stack" takes
                 it. Default: the one that is selected, if any
  --config-file FILE
                 the file with that configuration, as "pulumi --config-file"
                 takes it. Default: the stack's own
  --json         the result as JSON; nothing else is written to stdout
  --help

The column IMAGE says: yes; no; force, if the argument "force: true" is needed;
waits, if the create waits first. On a terminal long names are cut, ids never,
and the last line says which argument takes the id. In a pipe there is one table
and nothing is cut.

Exit codes:
  0   listed, even if there is nothing
  2   wrong usage: also a kind that the cloud does not have
  3   not all could be listed: the cloud does not answer, or a service refuses.
      What the others have is still listed
`;
