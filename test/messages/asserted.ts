/**
 * Messages of docs/troubleshooting.md that a test of their situation expects: in which file below test/, and by which words of them.
 */
export const asserted: Readonly<Record<string, readonly [file: string, words: string]>> = {
  'the pack has no policy "…"…': ["policies/policyConfiguration.test.ts", 'the pack has no policy "'],
  "… names its id token more than once: …": [
    "clouds/settings/resolve/credentials.test.ts",
    "names its id token more than once",
  ],
  "accessTokenVariable (…) is not the name of an environment variable. …": [
    "clouds/settings/resolve/credentials.test.ts",
    "is not the name of an environment variable",
  ],
  "… takes its id token from the environment variable … (…), which is not set. …": [
    "clouds/settings/resolve/credentials.test.ts",
    "takes its id token from the environment variable",
  ],
  "environment ACTIONS_ID_TOKEN_REQUEST_URL is not an https URL: …": [
    "clouds/settings/resolve/credentials.test.ts",
    "is not an https URL",
  ],
  "… signs in by an identity provider, but has no id token. …": [
    "clouds/settings/resolve/credentials.test.ts",
    "has no id token",
  ],
  "longer than … bytes, which Pulumi might not keep: for a long text give its hash": [
    "lifecycle/triggers.test.ts",
    "longer than ",
  ],
  "list images: the link to the next page leads nowhere: …": [
    "clouds/openstack/glanceLists.test.ts",
    "list images: the link to the next page leads nowhere",
  ],
  "not finished after …; last seen: …": ["clouds/zstack/zstackCalls.test.ts", "not finished after"],
  "the time was up after … s, before a create was sent: nothing was sent": [
    "lifecycle/source.test.ts",
    "s, before a create was",
  ],
  "no … within … s": ["lifecycle/preflight/lostImages.test.ts", "no answer within"],
  "the run was cancelled (Ctrl-C)": ["pulumi/process/interruption.test.ts", "the run was cancelled (Ctrl-C)"],
  "the engine that started this update is gone": [
    "lifecycle/untaggedImage.test.ts",
    "the engine that started this update is gone",
  ],
  "…; …, and nothing was sent again…": ["lifecycle/clockSet.test.ts", ", and nothing was sent again"],
  "the cloud reports image … as …": ["lifecycle/making/decide.test.ts", "the cloud reports image"],
  "image … is queued again after it was being written: its export failed": [
    "lifecycle/making/decide.test.ts",
    "is queued again after it was being written: its export failed",
  ],
  "the cloud no longer has image …: its export failed, or it was deleted": [
    "lifecycle/making/decide.test.ts",
    ": its export failed, or it was deleted",
  ],
  "image … is unfinished although nothing works on it any more": [
    "lifecycle/making/decide.test.ts",
    "is unfinished although nothing works on it any more",
  ],
  "job … failed: …": ["e2e/jobImages.test.ts", "job [0-9a-f]{32} failed: "],
  "job … is over, and no image of it was listed since": [
    "lifecycle/making/decide.test.ts",
    "is over, and no image of it was listed since",
  ],
  "it has no copy on backup storage …": [
    "lifecycle/templates/failures.test.ts",
    "it has no copy on backup storage",
  ],
  "the cloud may have begun an image before it refused, and that cannot be cleared away now: …": [
    "lifecycle/refusedCreate.test.ts",
    "may have begun an image",
  ],
  "unexpected error (…)": ["pulumi/bugs.test.ts", "unexpected error ("],
  "volume … cannot be exported while it is …": ["lifecycle/source.test.ts", "cannot be exported while it is"],
  'cloud "…" has no volume …': ["e2e/wrongInput.test.ts", '" has no volume'],
  'cloud "…" has no server …': ["lifecycle/preflight/jobImagePreflight.test.ts", '" has no server'],
  'cloud "…" has no … backup …': [
    "lifecycle/preflight/jobImagePreflight.test.ts",
    'cloud "otc" has no (CBR|CSBS) backup',
  ],
  "there is no bucket …": ["lifecycle/preflight/jobImagePreflight.test.ts", "there is no bucket"],
  "there is no object …": ["resources/preflight/judges.test.ts", "there is no object"],
  "there is no vault …": ["lifecycle/preflight/jobImagePreflight.test.ts", "there is no vault"],
  "there is no volume snapshot …": ["resources/preflight/template.test.ts", "there is no volume snapshot"],
  "there is no backup storage …": ["resources/preflight/template.test.ts", "there is no backup storage"],
  "… is … and cannot be exported in this state: …": [
    "cli/sources/sources.test.ts",
    "and cannot be exported in this state:",
  ],
  "… has the status …; it must be available": [
    "resources/preflight/judges.test.ts",
    "; it must be available",
  ],
  "… is …; it must be Connected": ["resources/preflight/template.test.ts", "; it must be Connected"],
  "… is …; it must be Enabled": ["resources/preflight/template.test.ts", "; it must be Enabled"],
  "volume snapshot … is …; it must be Ready": ["resources/preflight/template.test.ts", "; it must be Ready"],
  "volume snapshot … is …; it must be Enabled": [
    "resources/preflight/template.test.ts",
    "; it must be Enabled",
  ],
  "… has already been used for …; a backup serves one full-ECS image": [
    "resources/preflight/judges.test.ts",
    "; a backup serves one full-ECS image",
  ],
  "… is not one of a server": ["resources/preflight/judges.test.ts", "not one of a server"],
  "… does not hold the server's system disk": [
    "lifecycle/preflight/jobImagePreflight.test.ts",
    "does not hold the server's system disk",
  ],
  "backup … is another project's, which shares it: an image made of it cannot be shared with others": [
    "lifecycle/preflight/jobImagePreflight.test.ts",
    "is another project's, which shares it: an image made of it cannot be shared with others",
  ],
  "… is one for … backups; a vault for servers is needed": [
    "lifecycle/preflight/jobImagePreflight.test.ts",
    "a vault for servers is needed",
  ],
  "no vaultId is given: a CSBS backup of the server is taken on the way to the image, and stays": [
    "lifecycle/preflight/jobImagePreflight.test.ts",
    "a CSBS backup of the server is taken",
  ],
  "object … has … GiB; an image file has at most …": [
    "lifecycle/preflight/jobImagePreflight.test.ts",
    "GiB; an image file has at most",
  ],
  "… has … GiB left; the template needs … GiB": [
    "resources/preflight/template.test.ts",
    "GiB left; the template needs",
  ],
  "the quota of private images is used up …": [
    "lifecycle/preflight/jobImagePreflight.test.ts",
    "the quota of private images is used up",
  ],
  "the preflight found …:…": ["lifecycle/preflight/volumePreflight.test.ts", "the preflight found"],
  "the preflight could not look at the cloud: …": [
    "e2e/preflight.test.ts",
    "the preflight could not look at the",
  ],
  "could not look at …: …": [
    "resources/preflight/probe.test.ts",
    "could not look at vault b1: show vault b1",
  ],
  "the preflight did not finish within … s": [
    "resources/preflight/probe.test.ts",
    "the preflight did not finish within",
  ],
  "could not look at the images of the project, whether one is there that the state has lost: …": [
    "lifecycle/preflight/lostImages.test.ts",
    "could not look at the images of the",
  ],
  "image … is listed, but could not be looked at: …": [
    "lifecycle/preflight/lostImages.test.ts",
    "is listed, but could not be looked at:",
  ],
  "cloudimages:preflight is …, but there are only …": [
    "pulumi/preflight/preflightOf.test.ts",
    "cloudimages:preflight is",
  ],
  "… (HTTP 401, …)": ["cli/doctor/doctorConnections.test.ts", "HTTP 401"],
  "… (HTTP 403, …)": ["cli/sources/sources.test.ts", "(HTTP 403"],
  "the cloud answered …": ["clouds/huawei/sources/sources.test.ts", "the cloud answered"],
  '…: the answer is a page for people: "…"': [
    "http/unexpectedAnswer.test.ts",
    ': the answer is a page for people: "',
  ],
  "…: the answer is not JSON, and may hold secrets": ["http/call.test.ts", "and may hold secrets"],
  '…: the answer is not JSON: "…"': ["http/unexpectedAnswer.test.ts", ': the answer is not JSON: "'],
  "…: unexpected answer at …: …": ["http/unexpectedAnswer.test.ts", ": unexpected answer at"],
  "…: nothing listens there (ECONNREFUSED)": [
    "cli/doctor/doctorConnections.test.ts",
    ": nothing listens there (ECONNREFUSED)",
  ],
  "… asks for its user and password (HTTP 407)": [
    "http/proxy.test.ts",
    "asks for its user and password (HTTP 407)",
  ],
  "… cannot be used: …": ["http/proxy.test.ts", "cannot be used:"],
  "… has no certificate in PEM form.": [
    "clouds/settings/resolve/certificates.test.ts",
    "no certificate in PEM",
  ],
  "… has no private key in PEM form.": [
    "clouds/settings/resolve/certificates.test.ts",
    "has no private key in PEM form.",
  ],
  "… cannot be used with the certificate of cert: …": [
    "clouds/settings/resolve/certificates.test.ts",
    "cannot be used with the certificate of",
  ],
  "… cannot be read. Correct the path of ….": [
    "clouds/settings/resolve/certificates.test.ts",
    "cannot be read. Correct the path of",
  ],
  "No cloud is set. …": ["clouds/settings/choice.test.ts", "No cloud is set."],
  'There is no cloud "…", which … asks for.…': ["clouds/settings/choice.test.ts", 'There is no cloud "'],
  '"…" names both the cloud of the environment (OS_*) and an entry of clouds.yaml. …': [
    "clouds/settings/choice.test.ts",
    '" names both the cloud of the environment',
  ],
  "… is not valid YAML: …": ["clouds/settings/read/cloudFiles.test.ts", "is not valid YAML:"],
  "… cannot be read: …. It is not passed over, because another file would then be used in its place. …": [
    "pulumi/program/textFile.test.ts",
    ". It is not passed over, because another file would then be used in its place.",
  ],
  "… names …, which cannot be read. Correct or unset it.": [
    "clouds/settings/read/cloudFiles.test.ts",
    ", which cannot be read.",
  ],
  "… is not text in UTF-8, …": ["pulumi/program/textFile.test.ts", "is not text in UTF-8,"],
  '… must be a mapping with the key "clouds", which maps names to entries.': [
    "clouds/settings/read/cloudFiles.test.ts",
    "must be a mapping with the key",
  ],
  "… can sign in in more than one way: …": [
    "clouds/settings/resolve/credentials.test.ts",
    "can sign in in more than one way:",
  ],
  "… has an auth_type that is not supported (…). Supported: ….": [
    "clouds/settings/resolve/credentials.test.ts",
    "has an auth_type that is not supported (",
  ],
  'The cloud "…" signs in in a way that ZStack does not know.': [
    "clouds/settings/zstack.test.ts",
    "that ZStack does not know",
  ],
  "… has a profile that is not known (…)…": [
    "clouds/settings/misspelt.test.ts",
    "has a profile that is not known (",
  ],
  '… has no region "…" (…). Its regions are: ….': [
    "clouds/settings/read/entry.test.ts",
    "). Its regions are:",
  ],
  "… contradicts itself: the region is …": [
    "clouds/settings/profile.test.ts",
    "contradicts itself: the region is",
  ],
  "cloud_domain (…) is not what host names end with. …": [
    "clouds/namedHosts.test.ts",
    ") is not what host names end with.",
  ],
  "interface (…) must be public, internal or admin.": [
    "clouds/settings/read/entry.test.ts",
    ") must be public, internal or admin.",
  ],
  "… has no ak and sk in its section [basic]. …": [
    "clouds/settings/read/huaweiFiles.test.ts",
    "has no ak and sk in its section",
  ],
  '… has no profile "…" (…). It has: ….': ["clouds/settings/read/huaweiFiles.test.ts", 'has no profile "'],
  "The … has no access key (its mode is …). …": [
    "clouds/settings/read/huaweiFiles.test.ts",
    "has no access key (its mode is",
  ],
  '… is no configuration file of KooCLI: it must be JSON with the key "profiles".': [
    "clouds/settings/read/huaweiFiles.test.ts",
    "it must be JSON with the key",
  ],
  "…: the account has no project of this name": [
    "clouds/huawei/accessKeys.test.ts",
    ": the account has no project of this name",
  ],
  "…: … is of …, but … is configured (…)": ["clouds/keystone/project.test.ts", "is configured ("],
  '…: project "…" is one of region …, but the region is … (…)': [
    "clouds/keystone/project.test.ts",
    ", but the region is",
  ],
  "…: the token is not scoped to a project": [
    "clouds/keystone/project.test.ts",
    "the token is not scoped to a project",
  ],
  'the cloud has its "…" service in several regions: …': [
    "clouds/keystone/catalogue.test.ts",
    "several regions:",
  ],
  'cloud "…" has no known … service in region …': ["clouds/keystone/endpoints.test.ts", "service in region"],
  "there is no setting …": ["pulumi/native/configuration.test.ts", "there is no setting regoin"],
  "the program means …, but the provider, which would make the image, …. …": [
    "e2e/programCloud.test.ts",
    ", but the provider, which would make the image,",
  ],
  "…: there is no such argument…": ["pulumi/lookup/getImages.test.ts", ": there is no such argument"],
  "this argument is required": ["lifecycle/defaultName.test.ts", "this argument is required"],
  "…; got …": ["resources/pins/VolumeImage.messages.json", "; got "],
  "… has no such setting; it exists on …": [
    "resources/misspelt/argumentsOf.test.ts",
    "has no such setting; it exists on",
  ],
  "must be one of … on …; got …": [
    "resources/pins/VolumeImage.messages.json",
    "must be one of ami, ari, aki, ovf, bare on this cloud; got ",
  ],
  "… exist on Open Telekom Cloud and Huawei Cloud only; this cloud's profile is …": [
    "resources/jobImage.test.ts",
    "exist on Open Telekom Cloud and Huawei Cloud",
  ],
  "this key is the one that marks the image as managed": [
    "resources/volumeImageTags.test.ts",
    "marks the image as managed",
  ],
  "a tag that begins with …= is the one that marks the template as managed": [
    "resources/dataVolumeTemplate.test.ts",
    "marks the template as managed",
  ],
  "no program can set a tag of this key": ["lifecycle/ownProperties.test.ts", "no program can set"],
  "must be at most maxRamMiB (…); got …": ["resources/jobImage.test.ts", "must be at most maxRamMiB ("],
  "must be exactly one of instanceId, csbsBackupId and cbrBackupId; got …": [
    "e2e/jobImages.test.ts",
    "must be exactly one of instanceId, csbsBackupId and cbrBackupId; got",
  ],
  "the Swiss cloud has no CSBS; use cbrBackupId": [
    "resources/fullEcsImage.test.ts",
    "no CSBS; use cbrBackupId",
  ],
  "a name is not empty": ["resources/pins/DataVolumeTemplate.messages.json", "a name is not empty"],
  "ZStack takes blanks off both ends of a name: leave them out": [
    "e2e/templates.test.ts",
    "blanks off both ends of a",
  ],
  "must have at most … characters on ZStack; got …": [
    "resources/dataVolumeTemplate.test.ts",
    "characters on ZStack; got",
  ],
  "… is given twice": ["resources/dataVolumeTemplate.test.ts", "is given twice"],
  "an asset or archive cannot stand here: give the file's text, or a hash of it": [
    "pulumi/native/assets.test.ts",
    "give the file's text, or a hash of it",
  ],
  "…: Pulumi cannot pass on …, because JavaScript cannot write it as text.…": [
    "pulumi/dynamic/volumeImage.test.ts",
    ": Pulumi cannot pass on",
  ],
  "…: the option `import` cannot work for resources of this package. …": [
    "pulumi/dynamic/volumeImage.test.ts",
    "the option `import`",
  ],
  "wrong arguments: …": ["pulumi/native/create.test.ts", "wrong arguments:"],
  'cloud "…" has no usable image with …': ["pulumi/lookup/getImages.test.ts", '" has no usable image with'],
  'cloud "…" has no image …': ["lifecycle/read.test.ts", "has no image"],
  'cloud "…" has … images with …: …': [
    "pulumi/lookup/getImages.test.ts",
    'has 2 images with {"name":"golden"}: ',
  ],
  'source: cloud "…" (…) does not tell of an image that it was made from this': [
    "pulumi/lookup/getImages.test.ts",
    'source: cloud "openstack" (openstack) does not tell',
  ],
  "image … has been claimed by another resource…": [
    "lifecycle/claim.test.ts",
    "has been claimed by another resource",
  ],
  "image … had been claimed by another resource before it was deleted: it is not expunged": [
    "lifecycle/templates/change.test.ts",
    "it is not expunged",
  ],
  "image … bears this resource's very mark, and no state that this machine has seen holds it: …": [
    "lifecycle/preflight/lostImages.test.ts",
    "bears this resource's very mark",
  ],
  "several images carry the mark …: …": ["lifecycle/begin/decide.test.ts", "several images carry the mark"],
  "image … is protected": ["lifecycle/delete.test.ts", "is protected"],
  'cloud "…" is not the resource\'s: …': ["lifecycle/movedAddress.test.ts", "is not the resource's:"],
  '… was made at …, but the image service of cloud "…" is … now, and …': [
    "lifecycle/movedAddress.test.ts",
    "the image service",
  ],
  "it is not clear whether image … is still there: …": [
    "lifecycle/overlooked.test.ts",
    "it is not clear whether image",
  ],
  "image … is there, but it was said not to be: …": [
    "lifecycle/gone.test.ts",
    "is there, but it was said not to be:",
  ],
  "image … no longer exists": ["lifecycle/update.test.ts", "no longer exists"],
  "kept in the state as it was, for …": ["lifecycle/gone.test.ts", "kept in the state as it"],
  "this state was written by a newer version of pulumi-cloud-images (form …)": [
    "lifecycle/read.test.ts",
    "newer version of pulumi-cloud-images",
  ],
  "whose images these are cannot be told": [
    "pulumi/native/ownerOf.test.ts",
    "whose images these are cannot be told",
  ],
  "the stack's file has no salt and no key, and the plugin is not told the organization": [
    "cli/doctor/doctorPlugin.test.ts",
    "the plugin is not told the organization",
  ],
  "image … belongs to another project, which shares it or has made it public": [
    "lifecycle/import/import.test.ts",
    "belongs to another",
  ],
  "image … is …: only one that can be used is imported": [
    "cli/importRefused.test.ts",
    ": only one that can be used is imported",
  ],
  "image … was begun by this package and never finished": [
    "lifecycle/import/import.test.ts",
    "was begun by this package",
  ],
  "image … bears the mark of another resource of this stack's owner": [
    "lifecycle/import/import.test.ts",
    "bears the mark of another resource of this stack's owner",
  ],
  "image … bears the mark of another stack (…)": [
    "lifecycle/import/import.test.ts",
    "bears the mark of another stack (",
  ],
  "… behind the id says nothing of a ….…": [
    "pulumi/native/importId.test.ts",
    "behind the id says nothing of a VolumeImage",
  ],
  "… is no source of a …, which is written as ….…": [
    "pulumi/native/importId.test.ts",
    "is no source of a DataImage, which is written as",
  ],
  "there is no id before the question mark": [
    "pulumi/native/importId.test.ts",
    "there is no id before the question mark",
  ],
  "… is not a state as `pulumi stack export` writes it": [
    "cli/orphansState.test.ts",
    "is not a state as `pulumi stack export` writes it",
  ],
  "policy configuration of …: …": ["policies/configuration.test.ts", "policy configuration of"],
  "… is no regular expression: …": ["policies/configuration.test.ts", "is no regular expression:"],
  '… is no duration such as "90s", "30m" or "1h30m": …': [
    "policies/configuration.test.ts",
    'is no duration such as "90s", "30m" or "1h30m":',
  ],
  'there is no setting "…"…': ["policies/configuration.test.ts", 'there is no setting "'],
  '… names "…", which is not among the keys': [
    "policies/configuration.test.ts",
    '", which is not among the keys',
  ],
  '… has "…", and no tag\'s key has a "="': [
    "policies/configuration.test.ts",
    '", and no tag\'s key has a "="',
  ],
  '… has "…", which no program can set': ["policies/configuration.test.ts", '", which no program can set'],
  '… has "…", the tag that programs cannot set': [
    "policies/configuration.test.ts",
    '", the tag that programs cannot set',
  ],
  "… has … keys, and …": ["policies/configuration.test.ts", "keys has 20 keys, and a VolumeImage"],
  "defaults.… is …, not …": ["policies/configuration.test.ts", 'defaults.team is "erp", not "web"'],
  "text has … characters, and atLeast is …": ["policies/configuration.test.ts", "characters, and atLeast is"],
  "….atLeast is longer than atMost": ["policies/configuration.test.ts", ".atLeast is longer than atMost"],
  "cloudimages has no resource …": ["pulumi/native/pluginService.test.ts", "cloudimages has no resource"],
  "cloudimages has no function …": ["pulumi/native/pluginService.test.ts", "cloudimages has no function"],
  "… cannot be loaded from the project's folder, …": [
    "pulumi/dynamic/literal.test.ts",
    "cannot be loaded from",
  ],
  "… cannot be loaded from …, where Pulumi starts the provider of this inline program. …": [
    "e2e/inline.test.ts",
    ", where Pulumi starts the provider",
  ],
  "pulumi-resource-cloudimages needs Node.js …": [
    "tools/packPlugin.test.ts",
    "pulumi-resource-cloudimages needs Node.js",
  ],
};
