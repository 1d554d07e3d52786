# Sourced by lab.sh: the services' configuration files.

write_settings() {
  mkdir -p "$ETC" "$LOG" "$RUN" "$STATE"/{images,volumes,lock,glance-staging,cinder/conversion,fernet,credential}
  chmod 700 "$STATE"
  cat >"$ETC/keystone.conf" <<C
[DEFAULT]
log_file = $LOG/keystone.log
[database]
connection = sqlite:///$STATE/keystone.sqlite
[token]
provider = fernet
expiration = 14400
[fernet_tokens]
key_repository = $STATE/fernet
[credential]
key_repository = $STATE/credential
C
  cat >"$ETC/glance-api.conf" <<C
[DEFAULT]
bind_host = 127.0.0.1
bind_port = $LAB_GLANCE_PORT
workers = 0
log_file = $LOG/glance-api.log
node_staging_uri = file://$STATE/glance-staging
enabled_import_methods = [glance-direct]
[database]
connection = sqlite:///$STATE/glance.sqlite
[glance_store]
stores = file,http
default_store = file
filesystem_store_datadir = $STATE/images
[paste_deploy]
flavor = keystone
config_file = /etc/glance/glance-api-paste.ini
[oslo_concurrency]
lock_path = $STATE/lock
$(service_credentials glance)
C
  # fake:// messaging works inside one process only: lab_cinder.py runs api, scheduler and volume together.
  # Short polling: a scheduler that missed the first capability report (default: every 60 s) answers
  # "No valid backend was found".
  cat >"$ETC/cinder.conf" <<C
[DEFAULT]
my_ip = 127.0.0.1
host = lab
osapi_volume_listen = 127.0.0.1
osapi_volume_listen_port = $LAB_CINDER_PORT
osapi_volume_workers = 1
api_paste_config = /etc/cinder/api-paste.ini
auth_strategy = keystone
transport_url = fake://
state_path = $STATE/cinder
log_dir = $LOG
glance_api_servers = http://127.0.0.1:$LAB_GLANCE_PORT
enabled_backends = local
default_volume_type = __DEFAULT__
backend_stats_polling_interval = 3
report_interval = 5
service_down_time = 30
image_conversion_dir = $STATE/cinder/conversion
[database]
connection = sqlite:///$STATE/cinder.sqlite
[coordination]
backend_url = file://$STATE/cinder
[oslo_concurrency]
lock_path = $STATE/lock
[cinder_sys_admin]
helper_command = privsep-helper --config-file $ETC/cinder.conf
[local]
volume_driver = lab_volume_driver.LocalFileDriver
volume_backend_name = local
lab_volumes_dir = $STATE/volumes
$(service_credentials cinder)
C
}

service_credentials() { # user
  cat <<C
[keystone_authtoken]
www_authenticate_uri = $KEYSTONE
auth_url = $KEYSTONE
auth_type = password
username = $1
password = $LAB_PASSWORD
project_name = service
user_domain_id = default
project_domain_id = default
region_name = RegionOne
service_token_roles_required = true
C
}
