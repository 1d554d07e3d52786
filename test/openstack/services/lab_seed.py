"""The service project, its users and the catalogue, through Keystone's own API. What exists already is kept."""
import os

from lab_identity import KEYSTONE, PASSWORD, admin_token, request

TOKEN, _ = admin_token()


def call(method, path, body=None):
    return request(method, KEYSTONE + path, body, TOKEN)[1]


def ensure(kind, name, fields, key='name'):
    plural = kind + 's'
    for found in call('GET', '/' + plural)[plural]:
        if found.get(key) == name:
            return found
    return call('POST', '/' + plural, {kind: dict(fields, **{key: name})})[kind]


project = ensure('project', 'service', {'domain_id': 'default'})
roles = [ensure('role', name, {}) for name in ('admin', 'service')]
for name in ('glance', 'cinder'):
    user = ensure('user', name, {'domain_id': 'default', 'password': PASSWORD, 'default_project_id': project['id']})
    for role in roles:
        call('PUT', '/projects/%s/users/%s/roles/%s' % (project['id'], user['id'], role['id']))

for name, type_, url in (
        ('glance', 'image', 'http://127.0.0.1:%s' % os.environ['LAB_GLANCE_PORT']),
        ('cinderv3', 'volumev3', 'http://127.0.0.1:%s/v3/$(project_id)s' % os.environ['LAB_CINDER_PORT'])):
    service = ensure('service', type_, {'name': name, 'enabled': True}, key='type')
    present = {(e['interface'], e['service_id']) for e in call('GET', '/endpoints')['endpoints']}
    for interface in ('public', 'internal', 'admin'):
        if (interface, service['id']) not in present:
            call('POST', '/endpoints', {'endpoint': {
                'interface': interface, 'service_id': service['id'], 'url': url, 'region': 'RegionOne'}})
