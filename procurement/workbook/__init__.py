"""The questions as a spreadsheet: written out, filled in anywhere, read back, compared.

Nothing here knows who asks. Whoever does hands in the questions as `Line`s and the words as a
`Wording`; a buyer's and a vendor's workbook differ in nothing else.
"""
