"""Tables sent to the desk and taken from it, as a person would."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.admin.browser import address, fields_of


def table(*rows):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def send(client, type, content, name="table.csv"):
    return client.post(address(type, "import"), {"file": SimpleUploadedFile(name, content)})


def looked(client, type, content, **query):
    """The preview of a table that can be read."""
    sent = send(client, type, content)
    assert sent.status_code == 302, list(sent.context["faults"])
    answer = client.get(sent.url, query)
    answer.address = sent.url
    return answer


def confirm(client, page, **more):
    return client.post(page.address, {**fields_of(page, having="seen"), **more})


def fates(page):
    return {row.number: row.fate.value for row in page.context["plan"].rows}


def faults(page):
    return [(fault.row, fault.column, fault.message) for row in page.context["plan"].rows for fault in row.faults]


def exported(client, type, format="csv", **query):
    answer = client.get(address(type, "export", format), query)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith(f'attachment; filename="{type}s-')
    return answer.content


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
