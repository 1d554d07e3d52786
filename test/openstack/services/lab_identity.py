"""A scoped admin token from the lab's Keystone, with nothing but Python's own library."""
import json
import os
import urllib.request

KEYSTONE = 'http://127.0.0.1:%s/v3' % os.environ['LAB_KEYSTONE_PORT']
PASSWORD = os.environ['LAB_PASSWORD']


def request(method, url, body=None, token=None):
    """Returns (headers, parsed body)."""
    headers = {'Content-Type': 'application/json'}
    if token:
        headers['X-Auth-Token'] = token
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(
            urllib.request.Request(url, method=method, headers=headers, data=data), timeout=30) as answer:
        raw = answer.read()
        return answer.headers, (json.loads(raw) if raw else None)


def admin_token():
    """Returns (token, project id)."""
    headers, body = request('POST', KEYSTONE + '/auth/tokens', {'auth': {
        'identity': {'methods': ['password'], 'password': {'user': {
            'name': 'admin', 'domain': {'id': 'default'}, 'password': PASSWORD}}},
        'scope': {'project': {'name': 'admin', 'domain': {'id': 'default'}}}}})
    return headers['X-Subject-Token'], body['token']['project']['id']
