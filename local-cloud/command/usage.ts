export const usage = `Usage: pulumi-cloud-images-local-cloud [--port P] [--clouds-yaml FILE] [--speed X] [--port-each] [--until-stdin-closes]

Plays Open Telekom Cloud, Huawei Cloud, OpenStack and ZStack on 127.0.0.1, until it is ended (Ctrl-C, SIGTERM).

  --port P              port; 0, the default, picks a free one
  --clouds-yaml FILE    write a clouds.yaml for all clouds when ready, and remove it at the end
  --speed X             how many times faster than its settings the cloud works; default 1
  --port-each           each service at a port of its own too, without a path: P+1 and on, or free ones; see "origins"
  --until-stdin-closes  end when standard input does, besides SIGTERM and SIGINT
  --help, --version

When ready, it prints one line of JSON: {"endpoints":{…},"credentials":{…},"admin":"http://127.0.0.1:P/_admin"}.
Nothing else comes to stdout. A test program reads that line; a shell waits for the file:

  node_modules/.bin/pulumi-cloud-images-local-cloud --clouds-yaml local.yaml > cloud.json &
  until [ -s local.yaml ]; do sleep 0.1; done
  export OS_CLIENT_CONFIG_FILE=$PWD/local.yaml OS_CLOUD=otc
  curl -X POST "$(node -p 'require("./cloud.json").admin')/volumes" -d '{"id":"16369c5d-384d-4e64-b37a-56d898769362"}'
  pulumi up --yes
  kill %1

(npx does not pass SIGTERM on: a cloud that "npx … &" has started outlives "kill". With npx, use Ctrl-C or --until-stdin-closes.)

It listens on this machine alone; names and passwords are fixed and protect nothing. Exit codes: 0 ended as asked,
1 cannot start (the port is in use), 2 wrong arguments.
`;
