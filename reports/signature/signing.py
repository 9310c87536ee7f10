"""Signs a PDF as PAdES B-B does (ETSI EN 319 142-1). The signature is added behind the unsigned bytes."""

import io
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.tsp import SigningCertificateV2
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.attributes import (
    CMSAttributeProvider,
    SignedAttributeProviderSpec,
    SigningCertificateV2Provider,
)
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko_certvalidator.registry import SimpleCertificateStore

from reports.signature.signer import Signer

FIELD = "Seal"
READ_OUT = "The seal of this file: its signature"
# Of no size and outside the page: there is nothing to see, so PDF/A asks for no picture of it.
_NOWHERE = (-1, -1, -1, -1)


class _Addition(IncrementalPdfFileWriter):
    """Leaves title, dates and producer as the unsigned file has them: PDF/A wants them told once."""

    def _update_meta(self) -> None:
        pass


class _WholeChain(SigningCertificateV2Provider):
    """Names the certificates above the signer's too (RFC 5035, 4), so that the signature covers them."""

    def __init__(self, certificate: Certificate, chain: Sequence[Certificate]) -> None:
        super().__init__(certificate)
        self._chain = chain

    async def build_attr_value(self, dry_run: bool = False) -> SigningCertificateV2:
        """Return the hash of each certificate, the signer's first."""
        named = (as_signing_certificate_v2(each) for each in (self.signing_cert, *self._chain))
        return SigningCertificateV2({"certs": [each["certs"][0] for each in named]})


class _SignedBeside(SignedAttributeProviderSpec):
    """What is signed beside the file's hash: PAdES B-B asks for the certificates alone."""

    def __init__(self, certificate: Certificate, chain: Sequence[Certificate]) -> None:
        self._named = _WholeChain(certificate, chain)

    def signed_attr_providers(
        self, data_digest: bytes, digest_algorithm: str
    ) -> Iterable[CMSAttributeProvider]:
        """Return what writes each such attribute."""
        return (self._named,)


class _PdfSigner(signers.PdfSigner):
    """Stays with PDF 1.7, which is what PDF/A-3 is: pyHanko would call a file with such a key PDF 2.0."""

    def register_extensions(self, pdf_out: Any, **_: Any) -> None:
        pdf_out.register_extension(ESIC_EXTENSION_1)


def sign(pdf: bytes, signer: Signer, *, reason: str) -> bytes:
    """Return the PDF with an invisible signature over all of it; the given bytes stand first in it.

    `reason` is shown by PDF readers beside the signature. The moment of signing is this machine's
    clock, which no third party vouches for.
    """
    addition = _Addition(io.BytesIO(pdf))
    field = SigFieldSpec(FIELD, box=_NOWHERE, readable_field_name=READ_OUT)
    append_signature_field(addition, field)
    _tag(addition)
    certificate = Certificate.load(signer.certificate)
    chain = [Certificate.load(each) for each in signer.chain]
    beside = SimpleCertificateStore()
    beside.register_multiple(chain)
    by = signers.SimpleSigner(
        signing_cert=certificate,
        signing_key=PrivateKeyInfo.load(signer.key),
        cert_registry=beside,
    )
    by.signed_attr_prov_spec = _SignedBeside(certificate, chain)
    signing = _PdfSigner(
        signers.PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            reason=reason,
        ),
        signer=by,
    )
    target = io.BytesIO()
    # pyHanko starts an event loop, which a thread may have but once: so a thread of its own.
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="signing") as alone:
        alone.submit(signing.sign_pdf, addition, existing_fields_only=True, output=target).result()
    return target.getvalue()


def _tag(addition: _Addition) -> None:
    """Give the field its place in a tagged file's structure, at the end (PDF/UA-1, 7.18.4)."""
    root = addition.root
    if "/StructTreeRoot" not in root:
        return
    field = root["/AcroForm"]["/Fields"].raw_get(0)
    page = field.get_object().raw_get("/P")
    tree = root["/StructTreeRoot"]
    document = tree["/K"].raw_get(0)
    element = addition.add_object(
        generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/StructElem"),
                pdf_name("/S"): pdf_name("/Form"),
                pdf_name("/P"): document,
                pdf_name("/Pg"): page,
                pdf_name("/Alt"): generic.TextStringObject(READ_OUT),
                pdf_name("/K"): generic.DictionaryObject(
                    {
                        pdf_name("/Type"): pdf_name("/OBJR"),
                        pdf_name("/Obj"): field,
                        pdf_name("/Pg"): page,
                    }
                ),
            }
        )
    )
    document.get_object()["/K"].append(element)
    addition.mark_update(document)
    parents = tree["/ParentTree"]["/Nums"]
    key = max(int(parents[at]) for at in range(0, len(parents), 2)) + 1
    parents.extend([generic.NumberObject(key), element])
    addition.mark_update(tree.raw_get("/ParentTree"))
    field.get_object()[pdf_name("/StructParent")] = generic.NumberObject(key)
    addition.mark_update(field)
