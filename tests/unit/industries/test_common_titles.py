"""Common titles in seven languages mean what people who read them take them for."""

from __future__ import annotations

import pytest

from pipelines.industries import job_titles

TITLES = """
Chief Executive Officer            | general_management | chief
CFO                                | finance            | chief
Non-Executive Director             | general_management | director
Chair                              | general_management | chief
Chair of the Board                 | general_management | chief
Vice Chair                         | general_management | vice_president
CEO Assistant                      | administration     | staff
Executive Assistant                | administration     | staff
Managing Director's Assistant      |                    | staff
Principal                          |                    | director
Principal (Consultant)             | consulting         | senior
Principal Engineer                 | engineering        | senior
School Principal                   | education          | director
Headteacher                        | education          | director
Head Waiter                        | hospitality        | manager
Head of Marketing                  | marketing          | director
Deputy Head                        |                    | director
Controller                         |                    | staff
Group Controller                   | finance            | staff
Chair Upholsterer                  | trades             | staff
Document Controller                | administration     | staff
Finance Director                   | finance            | director
Financial Director                 | finance            | director
Brand Ambassador                   | marketing          | staff
Ambassador                         | government         | staff
Clinical Director                  | healthcare         | director
Managing Associate                 |                    | staff
Managing Editor                    | communications     | staff
Policy Manager                     | communications     | manager
Insurance Policy Manager           | finance            | manager
Software Engineer, Finance         | engineering        | staff
Geschäftsführer                    | general_management | chief
Geschaeftsfuehrerin                | general_management | chief
Vorstandsvorsitzender              | general_management | chief
Personalleiterin                   | human_resources    | director
Softwareentwicklerin               | engineering        | staff
Wissenschaftliche Mitarbeiterin    | research           | staff
Aerztin                            | healthcare         | staff
Inhaber                            | general_management | founder
Praktikantin                       |                    | entry
Directeur general                  | general_management | chief
PDG                                | general_management | chief
Chef d’entreprise                  | general_management | chief
Chef de produit                    | product            | manager
Chef de cuisine                    | hospitality        | manager
Directrice marketing               | marketing          | director
Assistante de direction            | administration     | staff
Infirmière                         | healthcare         | staff
Associé                            |                    | partner
Director general                   | general_management | chief
Consejera delegada                 | general_management | chief
Gerente de ventas                  | sales              | manager
Jefa de proyecto                   | project_management | manager
Ingeniera de software              | engineering        | staff
Sócio                              |                    | partner
Diretor Financeiro                 | finance            | director
Gerente de projetos                | project_management | manager
Estagiária                         |                    | entry
Amministratore delegato            | general_management | chief
Titolare                           | general_management | founder
Responsabile vendite               | sales              | director
Avvocato                           | legal              | staff
Algemeen directeur                 | general_management | chief
Eigenaar                           | general_management | founder
Hoofd Marketing                    | marketing          | director
Verpleegkundige                    | healthcare         | staff
Vennoot                            |                    | partner
"""


@pytest.mark.parametrize("row", TITLES.strip().splitlines())
def test_a_common_title_means_what_people_take_it_for(row: str) -> None:
    title, function, seniority = (cell.strip() for cell in row.split("|"))
    assert job_titles.read(title) == (function or None, seniority)
