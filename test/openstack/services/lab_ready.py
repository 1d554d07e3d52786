"""Waits until Cinder's scheduler knows a backend: a volume created before that ends in status "error"."""
import os
import sys
import time

from lab_identity import admin_token, request

LIMIT_SECONDS = 60
token, project = admin_token()
url = 'http://127.0.0.1:%s/v3/%s/scheduler-stats/get_pools' % (os.environ['LAB_CINDER_PORT'], project)
end = time.time() + LIMIT_SECONDS
error = None
while time.time() < end:
    try:
        if request('GET', url, token=token)[1]['pools']:
            sys.exit(0)
    except OSError as failure:
        error = failure
    time.sleep(0.3)
sys.exit('no Cinder pool after %d s: %s' % (LIMIT_SECONDS, error))
