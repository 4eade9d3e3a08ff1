"""What the sample PDF says, page by page. All of it is invented: people, companies, numbers and the court."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PAGES", "Page", "Paragraph", "Stamp", "Table"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    style: str = "body"
    """'title', 'heading', 'body' or 'centred'."""


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[str, ...], ...]
    """The first row holds the names of the columns."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Real text that a court's system has printed over a page."""

    header: str
    footer: str


@dataclass(frozen=True, slots=True)
class Page:
    blocks: tuple[Paragraph | Table, ...]
    scanned: bool = False
    stamp: Stamp | None = None


_CONTRACT = Page(
    blocks=(
        Paragraph("CONTRATO DE PRESTAÇÃO DE SERVIÇOS", "title"),
        Paragraph("Documento fictício, feito para experimentar o Transcritor.", "centred"),
        Paragraph(
            "Pelo presente instrumento particular, de um lado a CONTRATANTE, Livraria Três "
            "Corações Fictícia Ltda., e de outro a CONTRATADA, Arquivo Bem-Te-Vi Digitalização "
            "Fictícia Ltda., têm entre si justo e combinado o que segue."
        ),
        Paragraph("Cláusula 1ª – Do objeto", "heading"),
        Paragraph(
            "A CONTRATADA digitalizará o acervo da CONTRATANTE, composto de 2.480 documentos, e"
            " entregará o texto de cada página, conferido, em até 90 (noventa) dias contados da"
            " assinatura."
        ),
        Paragraph("Cláusula 2ª – Do preço", "heading"),
        Paragraph(
            "Pelos serviços, a CONTRATANTE pagará R$ 12.350,00 (doze mil, trezentos e cinquenta"
            " reais), em cinco parcelas mensais, iguais e sucessivas, vencendo-se a primeira em"
            " 10 de março de 2026."
        ),
        Paragraph("Cláusula 3ª – Do sigilo", "heading"),
        Paragraph(
            "As partes não divulgarão informações a que tenham acesso em razão deste contrato. "
            "A obrigação permanece por dois anos após o término, ressalvadas as exceções "
            "previstas em lei."
        ),
        Paragraph("Cláusula 4ª – Da rescisão", "heading"),
        Paragraph(
            "O descumprimento de qualquer cláusula autoriza a rescisão imediata, mediante "
            "notificação por escrito, sem prejuízo da multa de 10% sobre o saldo do contrato."
        ),
    )
)

_LETTER = Page(
    scanned=True,
    blocks=(
        Paragraph("NOTIFICAÇÃO EXTRAJUDICIAL", "title"),
        Paragraph("Vila das Araucárias, 7 de abril de 2026."),
        Paragraph("À Arquivo Bem-Te-Vi Digitalização Fictícia Ltda."),
        Paragraph("Assunto: atraso na entrega do segundo lote", "heading"),
        Paragraph(
            "Prezados Senhores, comunicamos que o segundo lote de documentos, com entrega "
            "marcada para o dia 31 de março, ainda não chegou à nossa sede. A demora já "
            "prejudica a organização do inventário anual."
        ),
        Paragraph(
            "Solicitamos que a situação seja regularizada no prazo de 15 dias, sob pena de "
            "aplicação da multa prevista na cláusula quarta. Lembramos que três funcionários "
            "aguardam o material para concluir a classificação."
        ),
        Paragraph(
            "Contamos com a atenção de sempre e permanecemos à disposição para esclarecer "
            "qualquer dúvida. Não é nossa intenção romper uma relação que até aqui foi tão boa."
        ),
        Paragraph("Atenciosamente,"),
        Paragraph("Livraria Três Corações Fictícia Ltda."),
    ),
)

_RULING = Page(
    scanned=True,
    stamp=Stamp(
        header="PROCESSO 0000000-00.2026.8.00.0000 – fls. 3",
        footer="Documento assinado digitalmente em 22/05/2026. Confira o original com o código EXEMPLO-0001.",
    ),
    blocks=(
        Paragraph("DECISÃO", "title"),
        Paragraph("Requerente: Livraria Três Corações Fictícia Ltda."),
        Paragraph("Requerida: Arquivo Bem-Te-Vi Digitalização Fictícia Ltda."),
        Paragraph("Vistos.", "heading"),
        Paragraph(
            "Trata-se de pedido de cumprimento de obrigação de fazer. A requerente afirma que a"
            " entrega do segundo lote atrasou e pede a fixação de prazo, com multa diária."
        ),
        Paragraph(
            "A prova documental é suficiente. O contrato está assinado, a notificação foi "
            "recebida e a requerida não apresentou justificativa. Presentes os requisitos "
            "legais, a medida deve ser concedida."
        ),
        Paragraph(
            "Ante o exposto, DEFIRO o pedido para determinar que a requerida entregue os "
            "documentos em 20 dias, sob pena de multa de R$ 150,00 por dia de atraso, limitada "
            "a trinta dias."
        ),
        Paragraph("Intimem-se. Cumpra-se."),
    ),
)

_ACCOUNTS = Page(
    blocks=(
        Paragraph("DEMONSTRATIVO DAS PARCELAS", "title"),
        Paragraph("Valores em reais. A terceira parcela foi paga com atraso e leva multa de 2%."),
        Table(
            (
                ("Parcela", "Vencimento", "Situação", "Valor"),
                ("Primeira", "10/03/2026", "Paga", "2.470,00"),
                ("Segunda", "10/04/2026", "Paga", "2.470,00"),
                ("Terceira", "11/05/2026", "Paga com multa", "2.519,40"),
                ("Quarta", "10/06/2026", "A vencer", "2.470,00"),
                ("Quinta", "10/07/2026", "A vencer", "2.470,00"),
                ("Total", "", "", "12.399,40"),
            )
        ),
        Paragraph("Conferido em 25 de maio de 2026 pelo setor de contabilidade."),
    )
)

PAGES = (_CONTRACT, _LETTER, _RULING, _ACCOUNTS)
