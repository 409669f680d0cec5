"""What is printed: the council's report and every other paper, each as one dataclass, then page, PDF and spreadsheet.

Words: report (Bericht), draft decision (Beschlussvorlage). URLs: /bericht, /bericht.pdf, .xlsx, .csv. Paper: `typst/`.
"""
