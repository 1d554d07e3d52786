"""Tiny Cinder volume driver: each volume is a sparse raw file in one directory. No kernel modules."""
import os
import subprocess

from oslo_config import cfg

from cinder import interface
from cinder.image import image_utils
from cinder.volume import configuration
from cinder.volume import driver
from cinder.volume import volume_utils

OPTS = [cfg.StrOpt('lab_volumes_dir', default=None)]
cfg.CONF.register_opts(OPTS, group=configuration.SHARED_CONF_GROUP)
GIB = 1024 ** 3


@interface.volumedriver
class LocalFileDriver(driver.VolumeDriver):
    VERSION = '1.0.0'
    CI_WIKI_NAME = 'none'

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.configuration.append_config_values(OPTS)
        self.base = self.configuration.lab_volumes_dir

    def do_setup(self, context):
        os.makedirs(self.base, exist_ok=True)

    def check_for_setup_error(self):
        pass

    def _p(self, name):
        return os.path.join(self.base, name)

    def local_path(self, volume):
        return self._p(volume['name'])

    def _copy(self, src, dst):
        subprocess.run(['cp', '--reflink=auto', '--sparse=always', src, dst], check=True)

    def create_volume(self, volume):
        with open(self.local_path(volume), 'wb') as f:
            f.truncate(volume['size'] * GIB)

    def delete_volume(self, volume):
        if os.path.exists(self.local_path(volume)):
            os.unlink(self.local_path(volume))

    def extend_volume(self, volume, new_size):
        os.truncate(self.local_path(volume), new_size * GIB)

    def create_snapshot(self, snapshot):
        self._copy(self._p(snapshot['volume_name']), self._p(snapshot['name']))

    def delete_snapshot(self, snapshot):
        if os.path.exists(self._p(snapshot['name'])):
            os.unlink(self._p(snapshot['name']))

    def create_volume_from_snapshot(self, volume, snapshot):
        self._copy(self._p(snapshot['name']), self.local_path(volume))
        os.truncate(self.local_path(volume), volume['size'] * GIB)

    def create_cloned_volume(self, volume, src_vref):
        self._copy(self.local_path(src_vref), self.local_path(volume))
        os.truncate(self.local_path(volume), volume['size'] * GIB)

    def copy_image_to_volume(self, context, volume, image_service, image_id, disable_sparse=False):
        image_utils.fetch_to_raw(context, image_service, image_id, self.local_path(volume),
                                 self.configuration.volume_dd_blocksize, size=volume['size'])
        os.truncate(self.local_path(volume), volume['size'] * GIB)

    def copy_volume_to_image(self, context, volume, image_service, image_meta):
        volume_utils.upload_volume(context, image_service, image_meta, self.local_path(volume), volume)

    def ensure_export(self, context, volume):
        pass

    def create_export(self, context, volume, connector=None):
        pass

    def remove_export(self, context, volume):
        pass

    def initialize_connection(self, volume, connector):
        return {'driver_volume_type': 'local', 'data': {'device_path': self.local_path(volume)}}

    def terminate_connection(self, volume, connector, **kwargs):
        pass

    def get_volume_stats(self, refresh=False):
        st = os.statvfs(self.base)
        self._stats = {
            'volume_backend_name': self.configuration.safe_get('volume_backend_name') or 'local',
            'vendor_name': 'lab', 'driver_version': self.VERSION, 'storage_protocol': 'file',
            'total_capacity_gb': st.f_blocks * st.f_frsize / GIB,
            'free_capacity_gb': st.f_bavail * st.f_frsize / GIB,
            'reserved_percentage': 0, 'QoS_support': False, 'multiattach': False,
        }
        return self._stats
