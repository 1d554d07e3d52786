"""cinder-api + cinder-scheduler + cinder-volume in ONE process, so that transport_url=fake:// works."""
import eventlet
eventlet.monkey_patch()
import sys  # noqa: E402

from oslo_config import cfg  # noqa: E402
from oslo_log import log as logging  # noqa: E402
from oslo_service import service as oslo_service  # noqa: E402

from cinder import i18n  # noqa: E402
i18n.enable_lazy()
from cinder.common import config  # noqa: E402,F401
from cinder.db import api as db_api  # noqa: E402,F401
from cinder import objects  # noqa: E402
from cinder import rpc  # noqa: E402
from cinder import service  # noqa: E402
from cinder import version  # noqa: E402
import cinder.cmd.volume  # noqa: E402,F401  (registers backend options)

CONF = cfg.CONF


def main():
    objects.register_all()
    CONF(sys.argv[1:], project='cinder', version=version.version_string())
    logging.setup(CONF, 'cinder')
    backend = CONF.enabled_backends[0]
    CONF.register_opt(cfg.StrOpt('volume_backend_name'), group=backend)
    launcher = oslo_service.ServiceLauncher(CONF, restart_method='mutate')
    launcher.launch_service(service.Service.create(binary='cinder-scheduler'))
    launcher.launch_service(service.Service.create(
        host='%s@%s' % (CONF.host, backend), service_name=backend,
        binary='cinder-volume', coordination=True))
    rpc.init(CONF)
    launcher.launch_service(service.WSGIService('osapi_volume'))
    launcher.wait()


main()
